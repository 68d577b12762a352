/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.hummingbridge.daemon.statistics.KnownLoad.Guest.guest;
import static org.hummingbridge.daemon.statistics.KnownLoad.conference;
import static org.hummingbridge.daemon.statistics.KnownLoad.control;
import static org.hummingbridge.sfu.media.MediaType.AUDIO;
import static org.hummingbridge.sfu.media.MediaType.VIDEO;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.junit.jupiter.api.Test;

class ColibriStatisticsTest {
    private final ConferenceTally conference = conference(
            "a",
            guest("1").sends(AUDIO).sends(VIDEO).rttMillis(20),
            guest("2").sends(AUDIO).wasSent(100, 0.2),
            guest("3").visits());
    private final KnownFacts known = new KnownFacts(
            List.of(control(() -> conference)),
            new EndpointTotals(6, 5, Duration.ofSeconds(66).toNanos(), 15, 2, 1, 4, 3, 7));

    @Test
    void presenceHasWhatJicofoReadsInTheTypesThatItReads() {
        known.counters.add(Counter.BUSY_NANOS, Duration.ofSeconds(2).toNanos());
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(statistics())
                .contains(
                        entry("stress_level", 0.5),
                        entry("average_participant_stress", 0.01),
                        entry("drain", false),
                        entry("graceful_shutdown", false),
                        entry("shutting_down", false),
                        entry("healthy", true),
                        entry("version", "1.2.3"),
                        entry("region", "eu"))
                .doesNotContainKey("relay_id");
    }

    @Test
    void stressFollowsTheLoopsBothWays() {
        known.counters.add(Counter.BUSY_NANOS, Duration.ofSeconds(4).toNanos());
        known.sampleAfter(Duration.ofSeconds(5));
        assertThat(statistics()).containsEntry("stress_level", 1.0);

        known.sampleAfter(Duration.ofSeconds(5));
        assertThat(statistics()).containsEntry("stress_level", 0.0);
    }

    @Test
    void bitratesAreInKilobitsAndRatesPerSecond() {
        known.counters.add(Counter.MEDIA_BYTES_RECEIVED, 437_500);
        known.counters.add(Counter.MEDIA_BYTES_SENT, 625_000);
        known.counters.add(Counter.RTP_RECEIVED, 1_585);
        known.counters.add(Counter.MEDIA_PACKETS_SENT, 2_165);
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(statistics())
                .contains(
                        entry("bit_rate_download", 700L),
                        entry("bit_rate_upload", 1_000L),
                        entry("packet_rate_download", 317L),
                        entry("packet_rate_upload", 433L),
                        entry("total_bytes_received", 437_500L),
                        entry("total_packets_sent", 2_165L));
    }

    @Test
    void endpointsAreCountedAsTheyAre() {
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(statistics())
                .contains(
                        entry("conferences", 1L),
                        entry("participants", 3L),
                        entry("endpoints", 3L),
                        entry("local_endpoints", 3L),
                        entry("octo_endpoints", 0L),
                        entry("visitors", 1L),
                        entry("largest_conference", 3L),
                        entry("endpoints_sending_audio", 2L),
                        entry("endpoints_sending_video", 1L),
                        entry("receive_only_endpoints", 1L),
                        entry("local_active_endpoints", 3L),
                        entry("inactive_endpoints", 0L),
                        entry("endpoints_with_high_outgoing_loss", 1L),
                        entry("rtt_aggregate", 20.0),
                        entry("outgoing_loss", 0.2));
    }

    @Test
    void totalsAreSinceTheStart() {
        known.counters.add(Counter.ICE_CONNECTED, 5);
        known.counters.add(Counter.ICE_FAILED, 2);
        known.counters.add(Counter.DTLS_FAILED, 1);

        assertThat(statistics())
                .contains(
                        entry("total_conferences_created", 6L),
                        entry("total_conferences_completed", 5L),
                        entry("total_conference_seconds", 66L),
                        entry("total_participants", 15L),
                        entry("total_visitors", 2L),
                        entry("endpoints_disconnected", 4L),
                        entry("endpoints_reconnected", 3L),
                        entry("total_dominant_speaker_changes", 7L),
                        entry("total_ice_succeeded", 5L),
                        entry("total_ice_failed", 2L),
                        entry("endpoints_ice_failed", 2L),
                        entry("dtls_failed_endpoints", 1L));
    }

    @Test
    void loginsAreCounted() {
        known.logins = List.of(
                new XmppStatus("a", false, XmppState.JOINED, 0, Optional.empty(), 2, 2, 1, 0, Map.of()),
                new XmppStatus("b", false, XmppState.JOINING, 0, Optional.empty(), 1, 0, 1, 3, Map.of()),
                new XmppStatus("c", false, XmppState.CONNECTING, 0, Optional.empty(), 1, 0, 0, 0, Map.of()));

        assertThat(statistics())
                .contains(
                        entry("muc_clients_configured", 3L),
                        entry("muc_clients_connected", 2L),
                        entry("mucs_configured", 4L),
                        entry("mucs_joined", 2L));
    }

    @Test
    void timeIsInUtcAndToTheMillisecond() {
        known.wall = Instant.parse("2026-11-22T03:34:43.160999Z");

        assertThat(statistics()).containsEntry("current_timestamp", "2026-11-22 03:34:43.160");
    }

    /** As recorded from jitsi-videobridge; the second set has no meaning here, see docs/compatibility.md. */
    @Test
    void everyRecordedNameIsThereOrLeftOutOnPurpose() {
        final Set<String> ours = new TreeSet<>(statistics().keySet());
        final Set<String> recorded = new TreeSet<>(RECORDED);
        recorded.removeAll(LEFT_OUT);

        assertThat(ours).containsExactlyElementsOf(recorded);
    }

    private SequencedMap<String, Object> statistics() {
        return new ColibriStatistics(known.facts(), () -> known.wall).statistics();
    }

    private static final Set<String> LEFT_OUT = Set.of(
            "tcc_unmatched_feedback",
            "num_relays_no_msg_transport_after_delay",
            "relays_ice_failed",
            "dtls_failed_relays",
            "total_bytes_received_octo",
            "total_bytes_sent_octo",
            "total_packets_received_octo",
            "total_packets_sent_octo",
            "preemptive_kfr_sent",
            "preemptive_kfr_suppressed",
            "total_ice_succeeded_relayed",
            "endpoints_with_spurious_remb",
            "relay_id");

    private static final Set<String> RECORDED = Set.of(
            "incoming_loss",
            "outgoing_loss",
            "overall_loss",
            "endpoints_with_high_outgoing_loss",
            "tcc_unmatched_feedback",
            "local_active_endpoints",
            "bit_rate_download",
            "bit_rate_upload",
            "packet_rate_download",
            "packet_rate_upload",
            "rtt_aggregate",
            "num_eps_oversending",
            "octo_conferences",
            "inactive_conferences",
            "p2p_conferences",
            "endpoints",
            "participants",
            "receive_only_endpoints",
            "inactive_endpoints",
            "octo_endpoints",
            "endpoints_sending_audio",
            "endpoints_sending_video",
            "largest_conference",
            "octo_receive_bitrate",
            "octo_receive_packet_rate",
            "octo_send_bitrate",
            "octo_send_packet_rate",
            "endpoints_with_suspended_sources",
            "total_conferences_created",
            "total_conferences_completed",
            "total_conference_seconds",
            "total_participants",
            "total_visitors",
            "num_eps_no_msg_transport_after_delay",
            "total_relays",
            "num_relays_no_msg_transport_after_delay",
            "total_keyframes_received",
            "total_layering_changes_received",
            "total_video_stream_milliseconds_received",
            "stress_level",
            "conferences",
            "visitors",
            "local_endpoints",
            "total_data_channel_messages_received",
            "total_data_channel_messages_sent",
            "total_colibri_web_socket_messages_received",
            "total_colibri_web_socket_messages_sent",
            "total_bytes_received",
            "endpoints_ice_failed",
            "dtls_failed_endpoints",
            "relays_ice_failed",
            "dtls_failed_relays",
            "total_bytes_sent",
            "total_packets_received",
            "total_packets_sent",
            "total_bytes_received_octo",
            "total_bytes_sent_octo",
            "total_packets_received_octo",
            "total_packets_sent_octo",
            "total_dominant_speaker_changes",
            "preemptive_kfr_sent",
            "preemptive_kfr_suppressed",
            "total_ice_failed",
            "total_ice_succeeded",
            "total_ice_succeeded_relayed",
            "average_participant_stress",
            "threads",
            "graceful_shutdown",
            "shutting_down",
            "drain",
            "current_timestamp",
            "relay_id",
            "muc_clients_configured",
            "muc_clients_connected",
            "mucs_configured",
            "mucs_joined",
            "endpoints_with_spurious_remb",
            "healthy",
            "endpoints_disconnected",
            "endpoints_reconnected",
            "version",
            "region");
}
