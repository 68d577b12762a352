/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** What dashboards are told of the traffic is what participants sent and got. */
class MediaCountersTest {
    /** GCM's tag (RFC 7714 §13.1). */
    private static final int TAG_BYTES = 16;

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(5)));

    @Test
    void theLoopCountsWhatItsEndpointsSentAndGot() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        final SimulatedParticipant receiver = call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        sender.startSending();
        call.run(Duration.ofSeconds(10));
        sender.stopSending();
        call.run(Duration.ofSeconds(1));

        final EndpointSnapshot sending = snapshot("aaaaaaaa");
        final EndpointSnapshot receiving = snapshot("bbbbbbbb");
        assertThat(receiver.receivedFrom(sender)).isEqualTo(sender.sent());
        assertThat(count(Counter.RTP_RECEIVED)).isEqualTo(sender.sent());
        assertThat(count(Counter.RTP_RECEIVED) + count(Counter.RTCP_RECEIVED))
                .isEqualTo(sending.packetsReceived() + receiving.packetsReceived());
        // Endpoints count without the tags, which are the only difference.
        assertThat(count(Counter.MEDIA_BYTES_RECEIVED))
                .isBetween(
                        sending.bytesReceived() + receiving.bytesReceived(),
                        sending.bytesReceived()
                                + receiving.bytesReceived()
                                + (TAG_BYTES + Integer.BYTES)
                                        * (sending.packetsReceived() + receiving.packetsReceived()));
        assertThat(count(Counter.MEDIA_PACKETS_SENT)).isGreaterThanOrEqualTo(receiving.packetsSent());
        assertThat(count(Counter.MEDIA_BYTES_SENT)).isGreaterThanOrEqualTo(receiving.bytesSent());
        assertThat(receiving.packetsSent()).isEqualTo(sender.sent());
    }

    @Test
    void videoIsTimedWhileItComesAndNoLonger() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        assertThat(count(Counter.VIDEO_MILLIS_RECEIVED)).isZero();

        sender.startSending();
        call.run(Duration.ofSeconds(10));
        sender.stopSending();
        call.run(Duration.ofSeconds(10));

        assertThat(count(Counter.VIDEO_MILLIS_RECEIVED)).isBetween(9_000L, 11_000L);
    }

    private long count(final Counter counter) {
        return call.loop().counters().get(counter);
    }

    private EndpointSnapshot snapshot(final String id) {
        return call.conference().snapshot().endpoints().stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .findAny()
                .orElseThrow();
    }
}
