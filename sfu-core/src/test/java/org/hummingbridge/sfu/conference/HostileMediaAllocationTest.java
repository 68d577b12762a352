/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.simulation.AllocationMeter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody with keys sends media that cannot be used, as often as he can: garbage would be the easiest way to stall others. */
class HostileMediaAllocationTest {
    private static final int PACKETS_PER_TICK = 25;
    private static final int TICKS = 20;
    private static final int WARM_UP = 150;
    private static final int ROUNDS = 80;
    private static final int MAX_PACKET_BYTES = 200;

    private enum Kind {
        /** Descriptors of VP8 that end early, and pictures of a byte. */
        TRUNCATED_VIDEO {
            @Override
            int write(final byte[] out, final SimulatedParticipant from, final SplittableRandom random) {
                return RtpHeader.FIXED_BYTES + random.nextInt(7);
            }
        },

        /** RFC 4588 §4: two bytes of a number should come first. */
        TRUNCATED_RETRANSMISSION {
            @Override
            int write(final byte[] out, final SimulatedParticipant from, final SplittableRandom random) {
                RtpHeader.payloadType(out, 0, CallParts.RTX);
                RtpHeader.ssrc(out, 0, from.ssrc() + 1);
                return RtpHeader.FIXED_BYTES + random.nextInt(4);
            }
        },

        RANDOM_EXTENSIONS {
            @Override
            int write(final byte[] out, final SimulatedParticipant from, final SplittableRandom random) {
                final int words = random.nextInt(16);
                RtpHeader.extension(out, 0, true);
                BigEndian.put16(out, RtpHeader.FIXED_BYTES, random.nextBoolean() ? 0xbede : 0x1000);
                BigEndian.put16(out, RtpHeader.FIXED_BYTES + 2, words);
                return RtpHeader.FIXED_BYTES + 4 + 4 * words + 100;
            }
        },

        LEAPING_SEQUENCE {
            @Override
            int write(final byte[] out, final SimulatedParticipant from, final SplittableRandom random) {
                return RtpHeader.FIXED_BYTES + 100;
            }

            @Override
            int step(final SplittableRandom random) {
                return random.nextInt(1, 4_000);
            }
        },

        UNKNOWN_SOURCES {
            @Override
            int write(final byte[] out, final SimulatedParticipant from, final SplittableRandom random) {
                RtpHeader.ssrc(out, 0, 0x4000_0000 + random.nextInt(900));
                return RtpHeader.FIXED_BYTES + 100;
            }
        };

        abstract int write(byte[] out, SimulatedParticipant from, SplittableRandom random);

        int step(final SplittableRandom random) {
            return 1;
        }
    }

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(1)));
    private final SimulatedParticipant mallory = call.join("eeeeeeee");
    private final AllocationMeter meter = new AllocationMeter();
    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] plain = new byte[MAX_PACKET_BYTES];
    private HandMadeDatagrams datagrams;
    private long now;
    private int sequence;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCannotBeUsedMakesNoGarbage(final Kind kind) {
        assumeTrue(
                SimulatedCall.cipherDescription().contains("libcrypto ("), "the JDK's ciphers allocate by themselves");
        call.join("aaaaaaaa");
        call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        call.run(Duration.ofMillis(20));
        call.loop().disconnect();
        now = call.loop().nowNanos();
        datagrams = mallory.datagrams();
        for (int i = 0; i < WARM_UP; i++) {
            pass(kind);
        }

        assertThat(meter.least(ROUNDS, () -> pass(kind)))
                .as("bytes for %d packets", PACKETS_PER_TICK * TICKS)
                .isZero();
    }

    /** 100 ms. */
    private void pass(final Kind kind) {
        final Conference conference = call.conferenceOnLoop();
        for (int tick = 0; tick < TICKS; tick++) {
            now += Loop.TICK_NANOS;
            for (int i = 0; i < PACKETS_PER_TICK; i++) {
                receive(next(kind));
            }
            meter.start();
            conference.sendQueued(now);
            conference.onTick(now);
            meter.stop();
        }
    }

    private byte[] next(final Kind kind) {
        random.nextBytes(plain);
        sequence += kind.step(random);
        FreshHeader.write(CallParts.VP8, sequence & 0xffff, sequence * 3000, mallory.ssrc(), plain);
        return datagrams.rtp(plain, kind.write(plain, mallory, random));
    }

    private void receive(final byte[] datagram) {
        final EndpointTransport ingress = call.bridgeTransport(mallory.id());
        final PacketBuffer packet = Objects.requireNonNull(call.loop().arena().acquire());
        System.arraycopy(datagram, 0, packet.bytes(), packet.offset(), datagram.length);
        packet.length(datagram.length);
        packet.path(call.pathOf(mallory));
        packet.arrivalNanos(now);
        meter.start();
        ingress.onDatagram(packet, now);
        meter.stop();
    }
}
