/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Asks a back-end for published results. Says what is wrong in words; never throws for a wrong answer. */
final class KnownAnswers {
    private static final HexFormat HEX = HexFormat.of();

    private KnownAnswers() {}

    /** The first wrong answer, or null if all are right. */
    static @Nullable String wrongAnswer(final SrtpCiphers ciphers) {
        if (!gcmIsRight(ciphers)) {
            return "wrong AES-GCM result for RFC 7714 §16.1.1";
        }
        if (!counterIsRight(ciphers)) {
            return "wrong AES-CTR result for RFC 3711 B.2";
        }
        if (!hmacIsRight(ciphers)) {
            return "wrong HMAC-SHA1 result for RFC 2202 §3";
        }
        return null;
    }

    private static boolean gcmIsRight(final SrtpCiphers ciphers) {
        final byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
        final int ivHead = 0x51753c65;
        final long ivTail = 0x80c2726f_20718414L;
        final byte[] header = HEX.parseHex("8040f17b8041f8d35501a0b2");
        final byte[] plain =
                HEX.parseHex("47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        final byte[] sealed =
                HEX.parseHex("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce");
        try (GcmSealer sealer = ciphers.gcmSealer(key);
                GcmOpener opener = ciphers.gcmOpener(key)) {
            final byte[] text = new byte[sealed.length];
            sealer.seal(ivHead, ivTail, header, 0, header.length, plain, 0, plain.length, text, 0);
            if (!Arrays.equals(text, sealed)) {
                return false;
            }
            text[0] ^= 1;
            final boolean forgeryTaken = opener.open(ivHead, ivTail, header, 0, header.length, text, 0, plain.length);
            System.arraycopy(sealed, 0, text, 0, sealed.length);
            return !forgeryTaken
                    && opener.open(ivHead, ivTail, header, 0, header.length, text, 0, plain.length)
                    && Arrays.equals(text, 0, plain.length, plain, 0, plain.length);
        }
    }

    private static boolean counterIsRight(final SrtpCiphers ciphers) {
        final byte[] keystream = HEX.parseHex(
                "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0");
        try (CounterCipher cipher = ciphers.counter(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"))) {
            System.arraycopy(
                    HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000"), 0, cipher.iv(), 0, CounterCipher.IV_BYTES);
            final byte[] text = new byte[keystream.length];
            cipher.apply(text, 0, text.length, text, 0);
            return Arrays.equals(text, keystream);
        }
    }

    private static boolean hmacIsRight(final SrtpCiphers ciphers) {
        final byte[] message = HEX.parseHex("4869205468657265");
        try (Authenticator hmac = ciphers.hmacSha1(HEX.parseHex("0b".repeat(20)))) {
            return Arrays.equals(
                    hmac.mac(message, 0, message.length), HEX.parseHex("b617318655057264e28bc0b6fb378c8ef146be00"));
        }
    }
}
