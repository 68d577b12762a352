/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/**
 * The sending half of a cryptographic transform (RFC 3711 §4) under the session keys of one association. Trusts its caller never
 * to use an index twice for one SSRC.
 */
sealed interface PacketSealer extends AutoCloseable permits GcmPacketSealer, CounterModePacketSealer {
    /**
     * Encrypts the payload to just behind the header that stands at {@code out[outOffset..]} and appends the tag.
     *
     * @return length of the SRTP packet
     */
    int sealRtp(
            byte[] out,
            int outOffset,
            int headerLength,
            byte[] payload,
            int payloadOffset,
            int payloadLength,
            long index);

    /** Writes the SRTCP packet with the E flag set, and returns its length. */
    int sealRtcp(byte[] out, int outOffset, byte[] rtcp, int offset, int length, int index);

    @Override
    void close();

    static PacketSealer of(
            final SrtpProfile profile, final byte[] masterKey, final byte[] masterSalt, final SrtpCiphers ciphers) {
        final SessionKeys keys = SessionKeys.derive(profile, masterKey, masterSalt);
        return profile.isAead() ? new GcmPacketSealer(keys, ciphers) : new CounterModePacketSealer(keys, ciphers);
    }
}
