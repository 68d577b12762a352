/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.receive.SourceReceiver;

/** What one of a sender's SSRCs belongs to; media and its retransmissions lead to the same encoding. */
record Incoming(Source source, SourceReceiver encoding) {
    boolean isForwarded() {
        return source.forwarded() == encoding;
    }
}
