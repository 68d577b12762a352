/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void counterModeKeysAreThoseOfRfc3711B3() {
        final byte[] masterKey = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
        final byte[] masterSalt = HEX.parseHex("0ec675ad498afeebb6960b3aabe6");

        final SessionKeys keys = SessionKeys.derive(SrtpProfile.AES128_CM_HMAC_SHA1_80, masterKey, masterSalt);

        assertThat(keys.rtpKey()).asHexString().isEqualToIgnoringCase("c61e7a93744f39ee10734afe3ff7a087");
        assertThat(keys.rtpSalt()).asHexString().isEqualToIgnoringCase("30cbbc08863d8c85d49db34a9ae1");
        assertThat(keys.rtpAuthKey()).asHexString().isEqualToIgnoringCase("cebe321f6ff7716b6fd4ab49af256a156d38baa4");
        assertThat(SessionKeys.derive(masterKey, masterSalt, 1, 94))
                .asHexString()
                .isEqualToIgnoringCase("cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"
                        + "e049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc25"
                        + "6d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2");
    }

    @Test
    void counterModeKeysOfSrtcpUseLabels3To5() {
        final SessionKeys keys = SessionKeys.derive(
                SrtpProfile.AES128_CM_HMAC_SHA1_80,
                HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139"),
                HEX.parseHex("0ec675ad498afeebb6960b3aabe6"));

        assertThat(keys.rtcpKey()).asHexString().isEqualToIgnoringCase("4c1aa45a81f73d61c800bbb00fbb1eaa");
        assertThat(keys.rtcpAuthKey()).asHexString().isEqualToIgnoringCase("8d54534feb49ae8e7993a6bd0b844fc323a93dfd");
        assertThat(keys.rtcpSalt()).asHexString().isEqualToIgnoringCase("9581c7ad87b3e530bf3e4454a8b3");
    }

    @Test
    void gcmPadsItsShorterSaltWithZeros() {
        final SessionKeys keys = SessionKeys.derive(
                SrtpProfile.AEAD_AES_128_GCM,
                HEX.parseHex("000102030405060708090a0b0c0d0e0f"),
                HEX.parseHex("a0a1a2a3a4a5a6a7a8a9aaab"));

        assertThat(keys.rtpKey()).asHexString().isEqualToIgnoringCase("077c6143cb221bc355ff23d5f984a16e");
        assertThat(keys.rtpSalt()).asHexString().isEqualToIgnoringCase("9af3e95364ebac9c99c5a7c4");
        assertThat(keys.rtcpKey()).asHexString().isEqualToIgnoringCase("615dcd9042600666f6fd4d9e4fe4519f");
        assertThat(keys.rtcpSalt()).asHexString().isEqualToIgnoringCase("fcca937b9112a500dac72269");
        assertThat(keys.rtpAuthKey()).isEmpty();
    }

    @Test
    void anAes256MasterKeyUsesTheAes256PrfOfRfc6188Section7() {
        final byte[] masterKey = HEX.parseHex("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6");
        final byte[] masterSalt = HEX.parseHex("3b04803de51ee7c96423ab5b78d2");

        assertThat(SessionKeys.derive(masterKey, masterSalt, 0, 32))
                .asHexString()
                .isEqualToIgnoringCase("5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4");
        assertThat(SessionKeys.derive(masterKey, masterSalt, 2, 14))
                .asHexString()
                .isEqualToIgnoringCase("fa31791685ca444a9e07c6c64e93");
        assertThat(SessionKeys.derive(masterKey, masterSalt, 1, 20))
                .asHexString()
                .isEqualToIgnoringCase("fd9c32d39ed5fbb5a9dc96b30818454d1313dc05");
    }

    @Test
    void aKeyOfTheWrongLengthIsNotTaken() {
        assertThatThrownBy(() -> SessionKeys.derive(SrtpProfile.AEAD_AES_256_GCM, new byte[16], new byte[12]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AEAD_AES_256_GCM");
    }

    @Test
    void keysAreNeverPrinted() {
        final SessionKeys keys = SessionKeys.derive(SrtpProfile.AEAD_AES_128_GCM, new byte[16], new byte[12]);

        assertThat(keys).hasToString("SessionKeys");
    }
}
