/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/**
 * The receiving half of a cryptographic transform (RFC 3711 §4) under the session keys of one association. Knows nothing of
 * replay. Its caller has checked that the packet is long enough for header, tag and index.
 */
sealed interface PacketOpener extends AutoCloseable permits GcmPacketOpener, CounterModePacketOpener {
    /**
     * Verifies the packet and decrypts what stands between header and tag, in place.
     *
     * @return false if the tag is wrong; the payload is then undefined
     */
    boolean openRtp(byte[] bytes, int offset, int headerLength, int length, long index);

    /** Distance of the E flag and index from the end of an SRTCP packet. */
    int rtcpIndexFromEnd();

    /** Like {@link #openRtp}, given the word of E flag and index. */
    boolean openRtcp(byte[] bytes, int offset, int length, int indexWord);

    @Override
    void close();

    static PacketOpener of(
            final SrtpProfile profile, final byte[] masterKey, final byte[] masterSalt, final SrtpCiphers ciphers) {
        final SessionKeys keys = SessionKeys.derive(profile, masterKey, masterSalt);
        return profile.isAead() ? new GcmPacketOpener(keys, ciphers) : new CounterModePacketOpener(keys, ciphers);
    }
}
