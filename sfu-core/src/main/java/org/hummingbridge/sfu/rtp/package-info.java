/* SPDX-License-Identifier: Apache-2.0 */
/** Views over RTP packets and their header extensions (RFC 3550, 8285). Sans-IO, no state. */
@NullMarked
package org.hummingbridge.sfu.rtp;

import org.jspecify.annotations.NullMarked;
