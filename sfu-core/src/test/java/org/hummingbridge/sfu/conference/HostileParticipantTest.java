/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with keys sends nonsense; exceptions anywhere in the conference would end the test. */
class HostileParticipantTest {
    private static final int PACKETS = 3000;

    /** Sender, receiver and transport-layer feedback, payload-specific feedback, extended reports: RFC 3550, 4585, 3611. */
    private static final int[] RTCP_TYPES = {200, 201, 202, 203, 204, 205, 206, 207, 192, 223};

    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(1)));
    private final SimulatedParticipant alice = call.join("aaaaaaaa");
    private final SimulatedParticipant bob = call.join("bbbbbbbb");
    private final SimulatedParticipant mallory = call.join("eeeeeeee");

    @BeforeEach
    void connect() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        alice.startSending();
        call.run(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomRtpTakesNothingFromTheOthers(final long seed) {
        final Random random = new Random(seed);
        int sequence = 0;
        for (int i = 0; i < PACKETS; i++) {
            final byte[] plain = randomBytes(random, RtpHeader.FIXED_BYTES, 600);
            plain[0] = (byte) (0x80 | plain[0] & 0x3f);
            plain[1] = (byte) (random.nextBoolean() ? 100 : 96);
            // Our own sender refuses to use an SRTP index twice, so the numbers grow, by leaps now and then.
            sequence += 1 + (random.nextInt(50) == 0 ? random.nextInt(3000) : 0);
            RtpHeader.sequence(plain, 0, sequence);
            RtpHeader.ssrc(plain, 0, mallory.ssrc() + random.nextInt(3));
            if (RtpHeader.isValid(plain, 0, plain.length)) {
                mallory.sendRtp(plain, RtpHeader.headerLength(plain, 0));
            }
            call.run(Duration.ofMillis(1));
        }

        assertEverythingOfAliceArrives();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomRtcpTakesNothingFromTheOthers(final long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < PACKETS; i++) {
            final byte[] plain = randomBytes(random, RtpHeader.FIXED_BYTES, 400);
            plain[0] = (byte) (0x80 | plain[0] & 0x3f);
            plain[1] = (byte) RTCP_TYPES[random.nextInt(RTCP_TYPES.length)];
            if (random.nextBoolean()) {
                final int words = plain.length / 4 - 1;
                plain[2] = (byte) (words >>> 8);
                plain[3] = (byte) words;
            }
            // Feedback that names a real stream gets further than feedback that does not.
            if (random.nextBoolean()) {
                RtpHeader.ssrc(plain, 0, alice.ssrc());
            }
            mallory.sendRtcp(plain);
            call.run(Duration.ofMillis(1));
        }

        assertThat(call.loop().counters().get(DropReason.RTCP_MALFORMED)).isPositive();
        assertEverythingOfAliceArrives();
    }

    private void assertEverythingOfAliceArrives() {
        alice.stopSending();
        call.run(Duration.ofSeconds(1));
        assertThat(bob.receivedFrom(alice)).isEqualTo(alice.sent());
        assertThat(bob.isReady()).isTrue();
    }

    private static byte[] randomBytes(final Random random, final int min, final int max) {
        final byte[] bytes = new byte[random.nextInt(min, max) / 4 * 4];
        random.nextBytes(bytes);
        return bytes;
    }
}
