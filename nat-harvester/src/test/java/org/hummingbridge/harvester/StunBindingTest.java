/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunBindingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] ID = HEX.parseHex("b7e7a701bc34d686fa87dfae");

    /** RFC 5769 §2.2. */
    private static final String IPV4_RESPONSE = "0101003c2112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96";

    /** RFC 5769 §2.3. */
    private static final String IPV6_RESPONSE = "010100482112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
            + "80280004c8fb0b4c";

    private final StunBinding binding = new StunBinding(ID);

    @Test
    void theRequestIsABareHeader() {
        assertThat(binding.request()).isEqualTo(HEX.parseHex("000100002112a442b7e7a701bc34d686fa87dfae"));
    }

    @Test
    void theAddressOfTheStandardsExamplesIsRead() {
        assertThat(mapped(IPV4_RESPONSE)).isEqualTo(address("192.0.2.1", 32_853));
        assertThat(mapped(IPV6_RESPONSE)).isEqualTo(address("2001:db8:1234:5678:11:2233:4455:6677", 32_853));
    }

    @Test
    void thePlainAttributeOfOlderServersIsReadWhereThereIsNoOther() {
        assertThat(mapped("0101000c2112a442b7e7a701bc34d686fa87dfae" + "00010008000182b9c0000209"))
                .isEqualTo(address("192.0.2.9", 33_465));
        assertThat(mapped("010100182112a442b7e7a701bc34d686fa87dfae" + "00010008000182b9c0000209"
                        + "002000080001a147e112a643"))
                .isEqualTo(address("192.0.2.1", 32_853));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0101",
                "010100002112a442b7e7a701bc34d686fa87dfae",
                "0101000c2112a442b7e7a701bc34d686fa87dfaf002000080001a147e112a643",
                "0101000c2112a443b7e7a701bc34d686fa87dfae002000080001a147e112a643",
                "0111000c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643",
                "0101000d2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643",
                "0101000c2112a442b7e7a701bc34d686fa87dfae0020000c0001a147e112a643",
                "0101000c2112a442b7e7a701bc34d686fa87dfae002000080002a147e112a643",
                "0101000c2112a442b7e7a701bc34d686fa87dfae002000080003a147e112a643",
            })
    void anythingElseIsNoAnswer(final String hex) {
        assertThat(mapped(hex)).isNull();
    }

    private InetSocketAddress mapped(final String hex) {
        return binding.mapped(ByteBuffer.wrap(HEX.parseHex(hex)));
    }

    private static InetSocketAddress address(final String literal, final int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
