/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.hummingbridge.sfu.datagram.Path;
import org.ice4j.StunException;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.UnknownAttributesAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The test vectors of RFC 5769 §2.1 to §2.3. */
class StunVectorsTest {
    private static final StunIntegrity KEY = new StunIntegrity("VOkJxbRl1RmTxUk/WvJxBt");

    /** RFC 5769 §2.1. USERNAME is padded with spaces. */
    private static final String REQUEST = "000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf";

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

    static final String[] ALL = {REQUEST, IPV4_RESPONSE, IPV6_RESPONSE};

    @ParameterizedTest
    @FieldSource("ALL")
    void integrityAndFingerprintFit(final String vector) {
        final StunMessage message = parsed(HexFormat.of().parseHex(vector));

        assertThat(KEY.verifies(message)).isTrue();
        assertThat(new StunFingerprint().fits(message)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void noByteInFrontOfTheIntegrityMayChange(final String vector) {
        final byte[] original = HexFormat.of().parseHex(vector);
        final int integrityEnd = original.length - 8;
        for (int i = 0; i < integrityEnd; i++) {
            final byte[] changed = original.clone();
            changed[i] ^= 0x10;
            final StunMessage message = new StunMessage();

            final boolean accepted = message.parse(changed, 0, changed.length) && KEY.verifies(message);

            assertThat(accepted).as("byte " + i).isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aMessageIsReadWhereverItStandsInTheArray(final String vector) {
        final byte[] bytes = HexFormat.of().parseHex(vector);
        final byte[] slot = new byte[2048];
        System.arraycopy(bytes, 0, slot, 64, bytes.length);
        final StunMessage message = new StunMessage();

        assertThat(message.parse(slot, 64, bytes.length)).isTrue();
        assertThat(KEY.verifies(message)).isTrue();
        assertThat(new StunFingerprint().fits(message)).isTrue();
    }

    @Test
    void theRequestSaysWhatItSays() {
        final StunMessage message = parsed(HexFormat.of().parseHex(REQUEST));

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.token()).isEqualTo(0xb7e7a701);
        assertThat(message.transaction()).isEqualTo(0xbc34d686fa87dfaeL);
        assertThat(message.priority()).isEqualTo(0x6e0001ffL);
        assertThat(message.hasControlled()).isTrue();
        assertThat(message.hasControlling()).isFalse();
        assertThat(message.tieBreaker()).isEqualTo(0x932ff9b151263b36L);
        assertThat(message.isFor("evtj".getBytes())).isTrue();
        assertThat(message.isFor("evt".getBytes())).isFalse();
        assertThat(message.isFor("h6vY".getBytes())).isFalse();
        assertThat(message.hasUnknown()).isFalse();
    }

    @Test
    void anAttributeOfTheResponseIsWrittenAsInTheVector() {
        final byte[] transaction = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");
        final Path mapped = Path.of(0, new InetSocketAddress("192.0.2.1", 32_853));
        final Path mappedIpv6 = Path.of(0, new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32_853));

        final String ipv4 = HexFormat.of().formatHex(Stun.success(transaction, mapped, KEY));
        final String ipv6 = HexFormat.of().formatHex(Stun.success(transaction, mappedIpv6, KEY));

        assertThat(ipv4).contains("002000080001a147e112a643");
        assertThat(ipv6).contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void theOtherCodecReadsWhatWeSeal() throws StunException {
        final byte[] transaction = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");
        final Path mapped = Path.of(0, new InetSocketAddress("192.0.2.1", 32_853));
        final byte[] sealed = Stun.success(transaction, mapped, KEY);

        final Message decoded = Message.decode(sealed, 0, sealed.length);

        final XorMappedAddressAttribute address =
                (XorMappedAddressAttribute) decoded.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
        assertThat(address.getAddress(transaction).getPort()).isEqualTo(32_853);
        assertThat(address.getAddress(transaction).getHostAddress()).isEqualTo("192.0.2.1");
        assertThat(decoded.containsAttribute(Attribute.MESSAGE_INTEGRITY)).isTrue();
        assertThat(decoded.containsAttribute(Attribute.FINGERPRINT)).isTrue();
    }

    @Test
    void theOtherCodecReadsOurChecks() throws StunException {
        final byte[] sealed = Stun.request("them:us", 0x6e0001ffL, IceRole.CONTROLLING, -5, true, 1, KEY);

        final Message decoded = Message.decode(sealed, 0, sealed.length);

        assertThat(decoded.getAttribute(Attribute.USERNAME))
                .isEqualTo(AttributeFactory.createUsernameAttribute("them:us"));
        assertThat(decoded.getAttribute(Attribute.PRIORITY))
                .isEqualTo(AttributeFactory.createPriorityAttribute(0x6e0001ffL));
        assertThat(decoded.getAttribute(Attribute.ICE_CONTROLLING))
                .isEqualTo(AttributeFactory.createIceControllingAttribute(-5));
        assertThat(decoded.containsAttribute(Attribute.USE_CANDIDATE)).isTrue();
    }

    @Test
    void theOtherCodecReadsOurErrors() throws StunException {
        final byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        final byte[] conflict = Stun.roleConflict(transaction, KEY);
        final byte[] unknown = Stun.unknownAttributes(transaction, new char[] {0x7abc, 1, 2}, KEY);

        final ErrorCodeAttribute conflictCode = (ErrorCodeAttribute)
                Message.decode(conflict, 0, conflict.length).getAttribute(Attribute.ERROR_CODE);
        final Message refused = Message.decode(unknown, 0, unknown.length);

        assertThat((int) conflictCode.getErrorCode()).isEqualTo(487);
        assertThat((int) ((ErrorCodeAttribute) refused.getAttribute(Attribute.ERROR_CODE)).getErrorCode())
                .isEqualTo(420);
        assertThat(((UnknownAttributesAttribute) refused.getAttribute(Attribute.UNKNOWN_ATTRIBUTES))
                        .contains((char) 0x7abc))
                .isTrue();
    }

    private static StunMessage parsed(final byte[] bytes) {
        final StunMessage message = new StunMessage();
        assertThat(message.parse(bytes, 0, bytes.length)).isTrue();
        return message;
    }
}
