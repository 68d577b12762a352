/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/** What was sent to one receiver under one SSRC, as its sender reports tell it (RFC 3550 §6.4.1). */
public final class SendStatistics {
    private long packets;
    private long payloadOctets;

    void onSent(final int payloadLength) {
        packets++;
        payloadOctets += payloadLength;
    }

    /** Packets sent since the start; a sender report carries the lower 32 bits. */
    public long packets() {
        return packets;
    }

    /** Octets of payload, without headers and padding; a sender report carries the lower 32 bits. */
    public long payloadOctets() {
        return payloadOctets;
    }
}
