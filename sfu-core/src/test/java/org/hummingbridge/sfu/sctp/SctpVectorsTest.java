/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.dtls.DtlsAssociation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on the wire: the checksum (RFC 3720 §B.4 has the values for iSCSI, which shares it), INIT, DATA, SACK. */
class SctpVectorsTest {
    private static final int CHECKSUM_AT = PacketHeader.CHECKSUM_AT;

    private static byte[] hex(final String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, 8a9136aa",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 62a8ab43",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 46dd794e",
        "313233343536373839, e3069283",
    })
    void theChecksumIsCrc32c(final String digits, final String crc) {
        final java.util.zip.CRC32C reference = new java.util.zip.CRC32C();
        reference.update(hex(digits));

        assertThat(HexFormat.of().toHexDigits((int) reference.getValue())).isEqualTo(crc);
    }

    @Test
    void theChecksumCoversThePaddingAndStandsLeastSignificantByteFirst() {
        final byte[] init = hex("1388 1388 00000000 49329fd4 0100001e 11223344 00500000 ffff ffff 55667788"
                + "c0000004 80080006 82c0 0000");

        assertThat(HexFormat.of().toHexDigits(new Checksum().of(init, 0, init.length)))
                .isEqualTo("49329fd4");
        assertThat(PacketHeader.refusal(new Checksum(), init, 0, init.length)).isNull();
    }

    @Test
    void anInitOfABrowserIsAnsweredWithAWindowAndACookie() {
        final byte[] init = hex("1388 1388 00000000 49329fd4 0100001e 11223344 00500000 ffff ffff 55667788"
                + "c0000004 80080006 82c0 0000");
        final ScriptedPeer peer = new ScriptedPeer();

        assertThat(peer.give(init)).isNull();

        final byte[] answer = peer.takePackets().getFirst();
        final Chunk ack = Chunk.allOf(answer).getFirst();
        assertThat(Chunk.tagOf(answer)).isEqualTo(0x11223344);
        assertThat(ack.type()).isEqualTo(ChunkType.INIT_ACK);
        assertThat(ack.u32(4)).isEqualTo(ReceiveBuffer.WINDOW_BYTES);
        assertThat(HexFormat.of().formatHex(ack.value(), 8, 12)).isEqualTo("ffffffff");
        assertThat(HexFormat.of().formatHex(ack.value(), 16, 32))
                .as("FORWARD-TSN, RE-CONFIG and FORWARD-TSN as extensions, a cookie of 16 bytes")
                .isEqualTo("c0000004" + "8008000682c00000" + "00070014");
    }

    @Test
    void aMessageIsOneDataChunk() {
        final ScriptedPeer peer = ScriptedPeer.established();

        peer.send("hi".getBytes(StandardCharsets.UTF_8));

        final byte[] packet = peer.takePackets().getFirst();
        final byte[] expected = hex("1388 1388 11223344 00000000 0003 0012 00000000 0000 0000 00000033 6869 0000");
        Wire.u32(expected, 16, peer.theirTsn);
        Wire.u32(expected, CHECKSUM_AT, Wire.u32(packet, CHECKSUM_AT));
        assertThat(packet).isEqualTo(expected);
    }

    @Test
    void aDataChunkIsRead() {
        final byte[] packet = hex("1388 1388 aabbccdd 62efab42 0003 0012 55667788 0000 0000 00000033 6869 0000");

        assertThat(PacketHeader.refusal(new Checksum(), packet, 0, packet.length))
                .isNull();
        final TlvCursor cursor = new TlvCursor(packet, PacketHeader.BYTES, packet.length);
        assertThat(cursor.next()).isTrue();
        final DataChunk chunk = DataChunk.read(cursor);
        assertThat(chunk).isNotNull();
        assertThat(List.of(chunk.tsn(), chunk.streamId(), chunk.ppid())).containsExactly(0x55667788, 0, 51);
        assertThat(chunk.payload()).asString(StandardCharsets.UTF_8).isEqualTo("hi");
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void aPacketWithAWrongBitIsDropped() {
        final byte[] packet = hex("1388 1388 aabbccdd 62efab42 0003 0012 55667788 0000 0000 00000033 6869 0000");
        final List<DropReason> reasons = new ArrayList<>();
        for (int i = 0; i < packet.length * 8; i++) {
            final byte[] bad = Arrays.copyOf(packet, packet.length);
            bad[i / 8] ^= (byte) (1 << i % 8);
            reasons.add(PacketHeader.refusal(new Checksum(), bad, 0, bad.length));
        }

        assertThat(reasons).containsOnly(DropReason.SCTP_BAD_CHECKSUM);
    }

    @Test
    void aPacketFitsIntoTheSmallestRecordOfOurTransports() {
        assertThat(SctpAssociation.MAX_PACKET_BYTES).isLessThanOrEqualTo(DtlsAssociation.MAX_APPLICATION_DATA);
    }
}
