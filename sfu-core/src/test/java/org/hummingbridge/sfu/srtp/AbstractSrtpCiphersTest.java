/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every back-end promises: the published results. */
abstract class AbstractSrtpCiphersTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 3711 B.3. */
    private static final byte[] CM_KEY = hex("e1f97a0d3e018be0d64fa32c06de4139");

    private static final byte[] CM_SALT = hex("0ec675ad498afeebb6960b3aabe6");

    private static final String CM_RTP = "800f1234decafbadcafebabe" + "ab".repeat(16);
    private static final String CM_RTP_ROC_0 =
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb";
    private static final String CM_RTP_ROC_1 =
            "800f1234decafbadcafebabe179265c8bf303e4c24e7279f739bb5a6f8b3916fd670057bf1dc";
    private static final String CM_RTCP = "81c8000bcafebabe" + "ab".repeat(16);
    private static final String CM_SRTCP =
            "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798";

    /** RFC 7714 §16 and §17: these are session keys, nothing is derived from them. */
    private static final byte[] GCM_SALT = hex("517569642070726f2071756f");

    private static final String GCM_HEADER = "8040f17b8041f8d35501a0b2";
    private static final String GCM_RTP =
            GCM_HEADER + HEX.formatHex("Gallia est omnis divisa in partes tres".getBytes(StandardCharsets.US_ASCII));
    private static final long GCM_INDEX = 0xf17b;
    private static final String GCM_RTCP =
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61" + "deadbeef".repeat(5);
    private static final int GCM_RTCP_INDEX = 0x5d4;

    abstract SrtpCiphers ciphers();

    @Test
    void counterModeGivesTheKeystreamOfRfc3711B2() {
        final byte[] text = new byte[0xff00 * 16];
        try (CounterCipher cipher = ciphers().counter(hex("2b7e151628aed2a6abf7158809cf4f3c"))) {
            System.arraycopy(hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000"), 0, cipher.iv(), 0, CounterCipher.IV_BYTES);
            cipher.apply(text, 0, text.length, text, 0);
        }

        assertThat(HEX.formatHex(text, 0, 48))
                .isEqualTo("e03ead0935c95e80e166b16dd92b4eb4"
                        + "d23513162b02d0f72a43a2fe4a5f97ab"
                        + "41e95b3bb0a2e8dd477901e4fca894c0");
        assertThat(HEX.formatHex(text, 0xfeff * 16, 0xff00 * 16)).isEqualTo("ec8cdf7398607cb0f2d21675ea9ea1e4");
    }

    @Test
    void hmacSha1AnswersRfc2202() {
        try (Authenticator hmac = ciphers().hmacSha1(hex("0b".repeat(20)))) {
            for (int repetition = 0; repetition < 2; repetition++) {
                assertThat(hex(hmac.mac(hex("ff4869205468657265"), 1, 8)))
                        .isEqualTo("b617318655057264e28bc0b6fb378c8ef146be00");
                assertThat(hex(hmac.mac(hex("48692054"), 0, 4, 0x68657265)))
                        .isEqualTo("b617318655057264e28bc0b6fb378c8ef146be00");
            }
        }
    }

    @Test
    void counterModeSealsRtpWithTheKeysOfRfc3711B3() {
        try (PacketSealer sealer = PacketSealer.of(SrtpProfile.AES128_CM_HMAC_SHA1_80, CM_KEY, CM_SALT, ciphers())) {
            assertThat(sealedRtp(sealer, CM_RTP, 0x1234)).isEqualTo(CM_RTP_ROC_0);
            assertThat(sealedRtp(sealer, CM_RTP, 0x1_1234)).isEqualTo(CM_RTP_ROC_1);
        }
    }

    @Test
    void counterModeOpensRtpWithTheKeysOfRfc3711B3() {
        try (PacketOpener opener = PacketOpener.of(SrtpProfile.AES128_CM_HMAC_SHA1_80, CM_KEY, CM_SALT, ciphers())) {
            assertThat(openedRtp(opener, CM_RTP_ROC_0, 0x1234, 10)).isEqualTo(CM_RTP);
            assertThat(openedRtp(opener, CM_RTP_ROC_1, 0x1_1234, 10)).isEqualTo(CM_RTP);
            assertThat(openedRtp(opener, CM_RTP_ROC_1, 0x1234, 10)).isEqualTo("refused");
        }
    }

    @Test
    void counterModeSealsAndOpensRtcpWithTheKeysOfRfc3711B3() {
        try (SrtpSender sender = new SrtpSender(SrtpProfile.AES128_CM_HMAC_SHA1_80, CM_KEY, CM_SALT, ciphers());
                SrtpReceiver receiver =
                        new SrtpReceiver(SrtpProfile.AES128_CM_HMAC_SHA1_80, CM_KEY, CM_SALT, ciphers())) {
            final byte[] rtcp = hex(CM_RTCP);
            final byte[] packet = new byte[100];

            final int sealedLength = sender.protectRtcp(packet, 5, rtcp, 0, rtcp.length);
            assertThat(HEX.formatHex(packet, 5, 5 + sealedLength)).isEqualTo(CM_SRTCP);

            final int plainLength = receiver.unprotectRtcp(packet, 5, sealedLength);
            assertThat(HEX.formatHex(packet, 5, 5 + plainLength)).isEqualTo(CM_RTCP);
        }
    }

    @Test
    void gcm128SealsAndOpensTheRtpPacketOfRfc7714Section16() {
        bothWays(
                16,
                GCM_HEADER
                        + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce");
    }

    @Test
    void gcm256SealsAndOpensTheRtpPacketOfRfc7714Section16() {
        bothWays(
                32,
                GCM_HEADER
                        + "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                        + "7aa3db36dfffd6b0f9bb7878d7a76c13");
    }

    private void bothWays(final int keyBytes, final String sealed) {
        try (PacketSealer sealer = new GcmPacketSealer(gcmKeys(keyBytes), ciphers());
                PacketOpener opener = new GcmPacketOpener(gcmKeys(keyBytes), ciphers())) {
            assertThat(sealedRtp(sealer, GCM_RTP, GCM_INDEX)).isEqualTo(sealed);
            assertThat(openedRtp(opener, sealed, GCM_INDEX, GcmSealer.TAG_BYTES))
                    .isEqualTo(GCM_RTP);
        }
    }

    @Test
    void gcmSealsTheRtcpPacketsOfRfc7714Section17() {
        assertThat(sealedRtcp(16))
                .isEqualTo("81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                        + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        assertThat(sealedRtcp(32))
                .isEqualTo("81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be"
                        + "8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4");
    }

    private String sealedRtcp(final int keyBytes) {
        try (PacketSealer sealer = new GcmPacketSealer(gcmKeys(keyBytes), ciphers())) {
            final byte[] rtcp = hex(GCM_RTCP);
            final byte[] out = new byte[100];
            final int length = sealer.sealRtcp(out, 3, rtcp, 0, rtcp.length, GCM_RTCP_INDEX);
            return HEX.formatHex(out, 3, 3 + length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                        + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
                "32 81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be"
                        + "8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4",
                "16 " + GCM_RTCP_AUTHENTICATED + "841dd9683dd78ec92ae58790125f62b3000005d4",
                "32 " + GCM_RTCP_AUTHENTICATED + "91db4afbfeee5a978fab4393ed2615fe000005d4"
            })
    void gcmOpensTheRtcpPacketsOfRfc7714Section17EncryptedOrNot(final String keyBytesAndPacket) {
        final String[] parts = keyBytesAndPacket.split(" ");
        final byte[] packet = hex(parts[1]);
        final byte[] forged = packet.clone();
        forged[30] ^= 1;
        try (SrtpReceiver receiver = new SrtpReceiver(
                SrtpProfile.AEAD_AES_128_GCM, new GcmPacketOpener(gcmKeys(Integer.parseInt(parts[0])), ciphers()))) {
            assertThat(receiver.unprotectRtcp(forged, 0, forged.length)).isEqualTo(Refusal.AUTH);

            final int length = receiver.unprotectRtcp(packet, 0, packet.length);
            assertThat(HEX.formatHex(packet, 0, length)).isEqualTo(GCM_RTCP);
        }
    }

    private static final String GCM_RTCP_AUTHENTICATED =
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    @Test
    void gcmWorksOnAnEmptyPayload() {
        final byte[] header = hex(GCM_HEADER);
        try (PacketSealer sealer = new GcmPacketSealer(gcmKeys(16), ciphers());
                PacketOpener opener = new GcmPacketOpener(gcmKeys(16), ciphers())) {
            final byte[] packet = Arrays.copyOf(header, 28);
            assertThat(sealer.sealRtp(packet, 0, 12, header, 12, 0, 7)).isEqualTo(28);
            assertThat(opener.openRtp(packet, 0, 12, 28, 7)).isTrue();

            packet[27] ^= 1;
            assertThat(opener.openRtp(packet, 0, 12, 28, 7)).isFalse();
        }
    }

    private static SessionKeys gcmKeys(final int keyBytes) {
        final byte[] key =
                Arrays.copyOf(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), keyBytes);
        return new SessionKeys(key, new byte[0], GCM_SALT, key, new byte[0], GCM_SALT);
    }

    private static String sealedRtp(final PacketSealer sealer, final String plain, final long index) {
        final byte[] packet = hex(plain);
        final byte[] payload = Arrays.copyOfRange(packet, 12, packet.length);
        final byte[] payloadBefore = payload.clone();
        final byte[] out = new byte[200];
        System.arraycopy(packet, 0, out, 7, 12);

        final int length = sealer.sealRtp(out, 7, 12, payload, 0, payload.length, index);

        assertThat(payload).isEqualTo(payloadBefore);
        return HEX.formatHex(out, 7, 7 + length);
    }

    private static String openedRtp(
            final PacketOpener opener, final String sealed, final long index, final int tagBytes) {
        final byte[] packet = hex("00" + sealed);
        final int length = packet.length - 1;
        return opener.openRtp(packet, 1, 12, length, index)
                ? HEX.formatHex(packet, 1, packet.length - tagBytes)
                : "refused";
    }

    private static byte[] hex(final String digits) {
        return HEX.parseHex(digits);
    }

    private static String hex(final byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
