/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/**
 * The keys of AES128_CM_HMAC_SHA1_80 for either RTP or RTCP: the key stream of each packet (RFC 3711 §4.1.1) and its MAC (§4.2.1).
 * Keeps nothing from one packet to the next.
 */
final class CounterModeStream implements AutoCloseable {
    /** n_tag of 80 bits, in SRTP and SRTCP alike (RFC 5764 §4.1.2). */
    static final int TAG_BYTES = 10;

    private final CounterCipher cipher;
    private final Authenticator authenticator;
    private final byte[] salt;

    private CounterModeStream(final SrtpCiphers ciphers, final byte[] key, final byte[] authKey, final byte[] salt) {
        this.cipher = ciphers.counter(key);
        this.authenticator = ciphers.hmacSha1(authKey);
        this.salt = salt;
    }

    static CounterModeStream ofRtp(final SessionKeys keys, final SrtpCiphers ciphers) {
        return new CounterModeStream(ciphers, keys.rtpKey(), keys.rtpAuthKey(), keys.rtpSalt());
    }

    static CounterModeStream ofRtcp(final SessionKeys keys, final SrtpCiphers ciphers) {
        return new CounterModeStream(ciphers, keys.rtcpKey(), keys.rtcpAuthKey(), keys.rtcpSalt());
    }

    /** Encrypts or decrypts; {@code in} may be the same place as {@code out} but must not overlap it otherwise. */
    void apply(
            final int ssrc,
            final long index,
            final byte[] in,
            final int inOffset,
            final int length,
            final byte[] out,
            final int outOffset) {
        PacketIv.counterMode(cipher.iv(), salt, ssrc, index);
        cipher.apply(in, inOffset, length, out, outOffset);
    }

    /** The MAC, of which the first {@link #TAG_BYTES} are sent; valid until the next call. */
    byte[] mac(final byte[] bytes, final int offset, final int length) {
        return authenticator.mac(bytes, offset, length);
    }

    /** As {@link #mac(byte[], int, int)}, with the word behind the bytes. */
    byte[] mac(final byte[] bytes, final int offset, final int length, final int word) {
        return authenticator.mac(bytes, offset, length, word);
    }

    @Override
    public void close() {
        cipher.close();
        authenticator.close();
    }
}
