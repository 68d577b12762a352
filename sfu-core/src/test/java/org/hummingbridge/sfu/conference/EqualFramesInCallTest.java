/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** Frames that came in packets of almost one length arrive in packets of one length, and nothing else about them changes. */
class EqualFramesInCallTest {
    private static final int FRAMES = 100;

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(5)));

    @Test
    void aFrameArrivesInPacketsOfOneLength() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        final SimulatedParticipant receiver = call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        call.run(Duration.ofSeconds(1));
        final HandMadeDatagrams made = sender.datagrams();

        for (int frame = 0; frame < FRAMES; frame++) {
            final int bytes = 900 + frame;
            arriveTogether(
                    sender,
                    List.of(
                            made.video(true, false, bytes),
                            made.video(false, false, bytes),
                            made.video(false, true, bytes + 1)));
            call.run(Duration.ofMillis(40));
        }

        assertThat(receiver.receivedFrom(sender)).isEqualTo(3 * FRAMES);
        assertThat(receiver.reception().videoLengths()).hasSize(3 * FRAMES);
        for (int frame = 0; frame < FRAMES; frame++) {
            assertThat(new HashSet<>(receiver.reception().videoLengths().subList(3 * frame, 3 * frame + 3)))
                    .hasSize(1);
        }
        assertThat(receiver.nacksSent()).isZero();
    }

    /** As one read batch. */
    private void arriveTogether(final SimulatedParticipant sender, final List<byte[]> datagrams) {
        final long now = call.network().nowNanos();
        for (final byte[] datagram : datagrams) {
            final PacketBuffer packet = requireNonNull(call.loop().arena().acquire());
            System.arraycopy(datagram, 0, packet.bytes(), packet.offset(), datagram.length);
            packet.length(datagram.length);
            packet.path(call.pathOf(sender));
            packet.arrivalNanos(now);
            call.bridgeTransport(sender.id()).onDatagram(packet, now);
        }
        call.conferenceOnLoop().sendQueued(now);
    }
}
