/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.simulation.SimulatedLoop;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealingLaneTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress PEER = new InetSocketAddress("198.51.100.2", 20_000);
    private static final Path PATH = Path.of(0, PEER);
    private static final SrtpProfile PROFILE = SrtpProfile.AEAD_AES_128_GCM;
    private static final int HEADER = RtpHeader.FIXED_BYTES;
    private static final int PAYLOAD = 500;
    private static final int SSRC = 0x1234;

    private final SimulatedNetwork network = new SimulatedNetwork(1);
    private final SimulatedLoop home = new SimulatedLoop(network, BRIDGE, (bytes, offset, length) -> null, 8);
    private final SimulatedLoop other = home.sibling(8);
    private final SealingLane lane = new SealingLane(home, other);
    private final SrtpCiphers ciphers = SrtpCiphers.best();
    private final SrtpSender sender =
            new SrtpSender(PROFILE, new byte[PROFILE.keyBytes()], new byte[PROFILE.saltBytes()], ciphers);
    private final SrtpReceiver receiver =
            new SrtpReceiver(PROFILE, new byte[PROFILE.keyBytes()], new byte[PROFILE.saltBytes()], ciphers);

    /** What arrived: sequence and first byte of the payload of RTP, -1 and the packet type of RTCP. */
    private final List<List<Integer>> arrived = new ArrayList<>();

    SealingLaneTest() {
        network.attach(PEER, (datagram, now) -> arrived.add(open(datagram.bytes())));
    }

    @AfterEach
    void closeKeys() {
        sender.close();
        receiver.close();
    }

    private List<Integer> open(final byte[] bytes) {
        final int second = bytes[1] & 0xff;
        if (second >= 192 && second <= 223) {
            assertThat(receiver.unprotectRtcp(bytes, 0, bytes.length)).isPositive();
            return List.of(-1, second);
        }
        assertThat(receiver.unprotectRtp(bytes, 0, bytes.length)).isEqualTo(HEADER + PAYLOAD);
        return List.of(RtpHeader.sequence(bytes, 0), (int) bytes[HEADER]);
    }

    private static void writeHeader(final byte[] out, final int at, final int sequence) {
        out[at] = (byte) 0x80;
        out[at + 1] = 0;
        RtpHeader.payloadType(out, at, 100);
        RtpHeader.sequence(out, at, sequence);
        RtpHeader.ssrc(out, at, SSRC);
    }

    private boolean putShared(final int sequence, final PacketBuffer packet) {
        if (!lane.begin(sender, PATH, 1200)) {
            return false;
        }
        writeHeader(lane.array(), lane.position(), sequence);
        lane.commit(HEADER, packet, packet.offset() + 40, PAYLOAD);
        return true;
    }

    private boolean putOwn(final int sequence, final int value) {
        if (!lane.begin(sender, PATH, 1200)) {
            return false;
        }
        writeHeader(lane.array(), lane.position(), sequence);
        lane.array()[lane.position() + HEADER] = (byte) value;
        lane.commit(HEADER, null, 0, PAYLOAD);
        return true;
    }

    private PacketBuffer packet(final int value) {
        final PacketBuffer packet = home.arena().acquire();
        packet.length(1000);
        packet.bytes()[packet.offset() + 40] = (byte) value;
        return packet;
    }

    @Test
    void sharedAndOwnPayloadsAndRtcpLeaveInTheOrderInWhichTheyWerePutIn() {
        final PacketBuffer shared = packet(7);
        final byte[] rtcp = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
        putShared(1, shared);
        putOwn(2, 8);
        lane.rtcp(sender, PATH, rtcp, 0, rtcp.length);
        putShared(3, shared);
        shared.release();

        network.advance(Duration.ofMillis(50));

        assertThat(arrived).containsExactly(List.of(1, 7), List.of(2, 8), List.of(-1, 201), List.of(3, 7));
        assertThat(other.counters().get(Counter.SENT_FOR_OTHERS)).isEqualTo(4);
        assertThat(home.counters().get(Counter.DATAGRAMS_SENT)).isZero();
    }

    @Test
    void aSharedPacketIsHeldUntilTheOtherLoopIsDone() {
        final PacketBuffer shared = packet(7);
        putShared(1, shared);
        putShared(2, shared);
        shared.release();
        other.stall(true);
        network.advance(Duration.ofMillis(20));
        assertThat(shared.references()).isEqualTo(2);
        assertThat(lane.isIdle()).isFalse();

        other.stall(false);
        network.advance(Duration.ofMillis(20));

        assertThat(home.arena().inUse()).isZero();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void whatDoesNotFitOneBatchGoesOnInTheNextWithoutReordering() {
        for (int sequence = 0; sequence < 1000; sequence++) {
            assertThat(putOwn(sequence, sequence % 100)).isTrue();
        }
        network.advance(Duration.ofMillis(50));

        assertThat(arrived).hasSize(1000);
        for (int sequence = 0; sequence < 1000; sequence++) {
            assertThat(arrived.get(sequence)).containsExactly(sequence, sequence % 100);
        }
    }

    @Test
    void nothingIsHandedOverForAPacketThatWasGivenUp() {
        lane.begin(sender, PATH, 1200);
        lane.abort();

        network.advance(Duration.ofMillis(50));

        assertThat(home.errandsUnderWay()).isZero();
        assertThat(putOwn(1, 1)).isTrue();
        network.advance(Duration.ofMillis(50));
        assertThat(arrived).hasSize(1);
    }

    @Test
    void packetsAreDroppedAndCountedWhenTheOtherLoopIsTooFarBehind() {
        other.stall(true);
        int sequence = 0;
        while (putOwn(sequence, 1)) {
            sequence++;
        }

        assertThat(home.counters().get(DropReason.SPREAD_FULL)).isEqualTo(1);
        network.advance(Duration.ofMillis(10));
        other.stall(false);
        network.advance(Duration.ofMillis(50));

        assertThat(arrived).hasSize(sequence);
        assertThat(putOwn(sequence, 1)).isTrue();
    }

    @Test
    void aRefusalIsCountedByTheLoopThatSeals() {
        putOwn(5, 1);
        putOwn(5, 1);

        network.advance(Duration.ofMillis(50));

        assertThat(arrived).hasSize(1);
        assertThat(other.counters().get(DropReason.SRTP_INDEX_REUSED)).isEqualTo(1);
        assertThat(other.counters().get(Counter.SENT_FOR_OTHERS)).isEqualTo(1);
    }

    @Test
    void keysAreGivenUpBehindWhatWasPutInBefore() {
        putOwn(1, 1);
        lane.close(sender);
        network.advance(Duration.ofMillis(50));
        assertThat(arrived).hasSize(1);

        putOwn(2, 1);
        network.advance(Duration.ofMillis(50));

        assertThat(arrived).hasSize(1);
        assertThat(other.counters().get(DropReason.SRTP_NO_KEYS)).isEqualTo(1);
    }
}
