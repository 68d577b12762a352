/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.RtpHeader;

/**
 * A packet as the receiver got it.
 *
 * @param sequence extended
 * @param sent what it was made of
 * @param epoch how often the stream had begun anew with a key frame by then
 */
record ShownPacket(long sequence, SentPacket sent, byte[] bytes, int step, int epoch) {
    boolean isFill() {
        return bytes.length == RtpHeader.headerLength(bytes, 0);
    }

    boolean marker() {
        return RtpHeader.marker(bytes, 0);
    }

    int timestamp() {
        return RtpHeader.timestamp(bytes, 0);
    }

    @Override
    public String toString() {
        return "shown as " + (sequence & 0xffff) + (isFill() ? " (fill)" : "") + " step " + step + " epoch " + epoch
                + ": " + sent;
    }
}
