/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.receive.SourceReceiver;

/**
 * What one of a sender's SSRCs belongs to; media and its retransmissions lead to the same encoding.
 *
 * @param index of the encoding among the source's, from 0, the lowest
 */
record Incoming(Source source, int index, SourceReceiver encoding) {}
