/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.daemon.statistics.KnownLoad.Guest.guest;
import static org.hummingbridge.daemon.statistics.KnownLoad.conference;
import static org.hummingbridge.daemon.statistics.KnownLoad.control;
import static org.hummingbridge.sfu.media.MediaType.AUDIO;
import static org.hummingbridge.sfu.media.MediaType.VIDEO;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hummingbridge.daemon.statistics.KnownFacts;
import org.hummingbridge.sfu.conference.ConferenceTally;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.signaling.xmpp.XmppFailure;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvbMetricsTest {
    private final ConferenceTally busy = conference(
            "a",
            guest("1").sends(AUDIO).sends(VIDEO).rttMillis(20).lost(10, 100),
            guest("2").sends(AUDIO).wasSent(100, 0.2),
            guest("3").visits());
    private final ConferenceTally idle = conference("b", guest("1"), guest("2"));
    private final KnownFacts known = new KnownFacts(
            List.of(control(() -> busy), control(() -> idle)),
            new EndpointTotals(6, 4, Duration.ofSeconds(66).toNanos(), 15, 2, 1, 4, 3, 7));
    private final MetricsRegistry registry =
            new MetricsRegistry(known.facts(), new MetricsRegistry.Build("1.2.3", "25", "fake", "fake"));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void conferencesAndEndpointsAreThoseOfTheKnownLoad() {
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(lines())
                .contains(
                        "jitsi_jvb_conferences 2.0",
                        "jitsi_jvb_conferences_created_total 6.0",
                        "jitsi_jvb_conferences_completed_total 4.0",
                        "jitsi_jvb_conference_seconds_total 66.0",
                        "jitsi_jvb_conferences_inactive 1.0",
                        "jitsi_jvb_conferences_p2p 1.0",
                        "jitsi_jvb_largest_conference 3.0",
                        "jitsi_jvb_endpoints_total 15.0",
                        "jitsi_jvb_local_endpoints 5.0",
                        "jitsi_jvb_current_visitors 1.0",
                        "jitsi_jvb_active_endpoints 3.0",
                        "jitsi_jvb_endpoints_inactive 2.0",
                        "jitsi_jvb_endpoints_recvonly 1.0",
                        "jitsi_jvb_endpoints_sending_audio 2.0",
                        "jitsi_jvb_endpoints_sending_video 1.0",
                        "jitsi_jvb_endpoints_with_high_outgoing_loss 1.0",
                        "jitsi_jvb_average_rtt 20.0",
                        "jitsi_jvb_dominant_speaker_changes_total 7.0");
    }

    @Test
    void histogramsAreCumulativeInTheBucketsThatDashboardsKnow() {
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(lines())
                .contains(
                        "jitsi_jvb_conferences_by_size_bucket{le=\"1.0\"} 0",
                        "jitsi_jvb_conferences_by_size_bucket{le=\"2.0\"} 1",
                        "jitsi_jvb_conferences_by_size_bucket{le=\"3.0\"} 2",
                        "jitsi_jvb_conferences_by_size_bucket{le=\"20.0\"} 2",
                        "jitsi_jvb_conferences_by_size_bucket{le=\"+Inf\"} 2",
                        "jitsi_jvb_conferences_by_size_count 2",
                        "jitsi_jvb_conferences_by_size_sum 5.0",
                        "jitsi_jvb_conferences_by_audio_sender_bucket{le=\"0.0\"} 1",
                        "jitsi_jvb_conferences_by_video_sender_sum 1.0");
    }

    @Test
    void bitratesAreInBitsPerSecondAndTotalsSinceTheStart() {
        known.counters.add(Counter.MEDIA_BYTES_RECEIVED, 437_500);
        known.counters.add(Counter.MEDIA_BYTES_SENT, 625_000);
        known.counters.add(Counter.RTP_RECEIVED, 1_500);
        known.counters.add(Counter.RTCP_RECEIVED, 85);
        known.counters.add(Counter.MEDIA_PACKETS_SENT, 2_165);
        known.counters.add(Counter.VIDEO_MILLIS_RECEIVED, 4_500);
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(lines())
                .contains(
                        "jitsi_jvb_incoming_bitrate 700000.0",
                        "jitsi_jvb_outgoing_bitrate 1000000.0",
                        "jitsi_jvb_incoming_packet_rate 317.0",
                        "jitsi_jvb_outgoing_packet_rate 433.0",
                        "jitsi_jvb_incoming_loss_fraction 0.1",
                        "jitsi_jvb_outgoing_loss_fraction 0.2",
                        "jitsi_jvb_loss_fraction 0.15",
                        "jitsi_jvb_bytes_received_total 437500.0",
                        "jitsi_jvb_packets_received_total 1585.0",
                        "jitsi_jvb_packets_sent_total 2165.0",
                        "jitsi_jvb_video_milliseconds_received_total 4500.0");
    }

    @Test
    void outcomesAndDurationsOfIceAndDtlsAreThere() {
        known.counters.add(Counter.ICE_CONNECTED, 4);
        known.counters.add(Counter.ICE_CONNECT_NANOS, 1_000_000_000);
        known.counters.add(Counter.ICE_FAILED, 2);
        known.counters.add(Counter.DTLS_ESTABLISHED, 3);
        known.counters.add(Counter.DTLS_HANDSHAKE_NANOS, 1_500_000_000);
        known.counters.add(Counter.DTLS_FAILED, 1);

        assertThat(lines())
                .contains(
                        "jitsi_jvb_ice_succeeded_total 4.0",
                        "jitsi_jvb_ice_failed_total 2.0",
                        "jitsi_jvb_endpoints_dtls_failed_total 1.0",
                        "hummingbridge_ice_connect_seconds_count 4",
                        "hummingbridge_ice_connect_seconds_sum 1.0",
                        "hummingbridge_dtls_handshake_seconds_count 3",
                        "hummingbridge_dtls_handshake_seconds_sum 1.5");
    }

    @Test
    void stressAndTheBusyLoopBehindItAreThere() {
        known.counters.add(Counter.BUSY_NANOS, Duration.ofSeconds(2).toNanos());
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(lines()).contains("jitsi_jvb_stress 0.5", "hummingbridge_loop_busy_ratio{loop=\"0\"} 0.4");
    }

    @Test
    void theGarbageOfTheLoopsIsCountedAndThatOfOtherThreadsIsNot() throws Exception {
        final CountDownLatch made = new CountDownLatch(1);
        final CountDownLatch looked = new CountDownLatch(1);
        final AtomicReference<byte[]> garbage = new AtomicReference<>();
        final Thread loop = Thread.ofPlatform().name("udp-loop-9-1").start(() -> {
            garbage.set(new byte[10_000_000]);
            made.countDown();
            awaitQuietly(looked);
        });
        made.await();

        final double counted = value("hummingbridge_loop_allocated_bytes_total");
        looked.countDown();
        loop.join();

        assertThat(counted).isBetween(10_000_000.0, 11_000_000.0);
        assertThat(garbage.get()).isNotNull();
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double value(final String name) {
        return lines().stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyLoginShowsItsOneStateAndWhatWentWrong() {
        known.logins = List.of(
                new XmppStatus("a", false, XmppState.JOINED, 0, Optional.empty(), 2, 2, 3, 2, Map.of()),
                new XmppStatus(
                        "b",
                        false,
                        XmppState.OFFLINE,
                        0,
                        Optional.empty(),
                        1,
                        0,
                        0,
                        0,
                        Map.of(XmppFailure.WRONG_PASSWORD, 7L)));

        assertThat(lines())
                .contains(
                        "hummingbridge_xmpp_state{server=\"a\",state=\"joined\"} 1.0",
                        "hummingbridge_xmpp_state{server=\"a\",state=\"offline\"} 0.0",
                        "hummingbridge_xmpp_state{server=\"b\",state=\"joined\"} 0.0",
                        "hummingbridge_xmpp_state{server=\"b\",state=\"offline\"} 1.0",
                        "hummingbridge_xmpp_disconnects_total{server=\"a\"} 2.0",
                        "hummingbridge_xmpp_failures_total{reason=\"wrong-password\",server=\"b\"} 7.0",
                        "jitsi_jvb_xmpp_disconnects_total 2.0",
                        "jitsi_jvb_muc_clients_configured 2.0",
                        "jitsi_jvb_muc_clients_connected 1.0",
                        "jitsi_jvb_mucs_connected 3.0",
                        "jitsi_jvb_mucs_joined 2.0");
    }

    @Test
    void flagsFollowTheLifecycle() {
        assertThat(lines())
                .contains("jitsi_jvb_healthy 1.0", "jitsi_jvb_drain_mode 0.0", "jitsi_jvb_shutting_down 0.0");

        known.lifecycle.drain(true);
        known.lifecycle.requestGracefulShutdown();

        assertThat(lines())
                .contains(
                        "jitsi_jvb_drain_mode 1.0",
                        "jitsi_jvb_graceful_shutdown 1.0",
                        "jitsi_jvb_shutting_down 0.0",
                        "jitsi_jvb_region_info{region=\"eu\"} 1");
    }

    @Test
    void jsonIsAFlatMapWithFlagsAndWholeNumbers() {
        known.sampleAfter(Duration.ofSeconds(5));

        assertThat(registry.scrape(MetricsFormat.JSON))
                .contains(
                        "\"healthy\":true",
                        "\"conferences_created_total\":6",
                        "\"conferences\":2",
                        "\"region\":\"eu\"",
                        "\"bucket_le_3.0\":2.0",
                        "\"bucket_le_+Inf\":2.0")
                .doesNotContain("hummingbridge", "jitsi");
    }

    @Test
    void openMetricsEndsAsItMust() {
        assertThat(registry.scrape(MetricsFormat.OPEN_METRICS))
                .contains("# TYPE jitsi_jvb_conferences_created counter", "jitsi_jvb_conferences_created_total 6.0")
                .endsWith("# EOF\n");
    }

    /** As recorded from jitsi-videobridge; the second set has no meaning here, see docs/metrics.md. */
    @Test
    void everyRecordedNameIsThereOrLeftOutOnPurpose() {
        final Pattern leftOut = Pattern.compile(LEFT_OUT, Pattern.COMMENTS);
        final Set<String> expected = RECORDED.lines()
                .filter(name -> !leftOut.matcher(name.substring(JvbMetrics.PREFIX.length()))
                        .matches())
                .collect(Collectors.toCollection(TreeSet::new));

        final Set<String> ours = lines().stream()
                .filter(line -> line.startsWith(JvbMetrics.PREFIX) && !line.contains("_bucket{"))
                .map(line -> line.substring(0, line.indexOf(line.contains("{") ? '{' : ' ')))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ours).containsExactlyElementsOf(expected);
    }

    private List<String> lines() {
        return registry.scrape(MetricsFormat.TEXT).lines().toList();
    }

    private static final String LEFT_OUT = """
            relays_.* | relay_.* | endpoints_relayed | conferences_with_relay |
            .*queue_dropped_packets_total | .*queue_exceptions_total | rtp_(receiver|sender)_.* |
            endpoints_with_spurious_remb | tcc_unmatched_feedback | preemptive_keyframe_requests_.* |
            ice_succeeded_relayed_total | ice_restarts_.* | rejected_data_channels_total | tossed_packets_energy_.*""";

    private static final String RECORDED = """
            jitsi_jvb_active_endpoints
            jitsi_jvb_average_rtt
            jitsi_jvb_bytes_received_total
            jitsi_jvb_bytes_sent_total
            jitsi_jvb_colibri_queue_dropped_packets_total
            jitsi_jvb_colibri_queue_exceptions_total
            jitsi_jvb_colibri_web_socket_close_abnormal_total
            jitsi_jvb_colibri_web_socket_close_normal_total
            jitsi_jvb_colibri_web_socket_error_total
            jitsi_jvb_colibri_web_socket_messages_received_total
            jitsi_jvb_colibri_web_socket_messages_sent_total
            jitsi_jvb_conference_seconds_total
            jitsi_jvb_conferences
            jitsi_jvb_conferences_by_audio_sender_count
            jitsi_jvb_conferences_by_audio_sender_sum
            jitsi_jvb_conferences_by_size_count
            jitsi_jvb_conferences_by_size_sum
            jitsi_jvb_conferences_by_video_sender_count
            jitsi_jvb_conferences_by_video_sender_sum
            jitsi_jvb_conferences_completed_total
            jitsi_jvb_conferences_created_total
            jitsi_jvb_conferences_inactive
            jitsi_jvb_conferences_p2p
            jitsi_jvb_conferences_with_relay
            jitsi_jvb_cpu_steal
            jitsi_jvb_current_endpoints
            jitsi_jvb_current_visitors
            jitsi_jvb_data_channel_messages_received_total
            jitsi_jvb_data_channel_messages_sent_total
            jitsi_jvb_dominant_speaker_changes_total
            jitsi_jvb_drain_mode
            jitsi_jvb_endpoint_receive_message_queue_dropped_packets_total
            jitsi_jvb_endpoint_receive_message_queue_exceptions_total
            jitsi_jvb_endpoints_disconnected_total
            jitsi_jvb_endpoints_dtls_failed_total
            jitsi_jvb_endpoints_ice_failed_total
            jitsi_jvb_endpoints_inactive
            jitsi_jvb_endpoints_no_message_transport_after_delay_total
            jitsi_jvb_endpoints_oversending
            jitsi_jvb_endpoints_reconnected_total
            jitsi_jvb_endpoints_recvonly
            jitsi_jvb_endpoints_relayed
            jitsi_jvb_endpoints_sending_audio
            jitsi_jvb_endpoints_sending_video
            jitsi_jvb_endpoints_total
            jitsi_jvb_endpoints_with_high_outgoing_loss
            jitsi_jvb_endpoints_with_spurious_remb
            jitsi_jvb_endpoints_with_suspended_sources
            jitsi_jvb_graceful_shutdown
            jitsi_jvb_healthy
            jitsi_jvb_ice_failed_total
            jitsi_jvb_ice_restarts_agent_creation_failed_total
            jitsi_jvb_ice_restarts_failed_total
            jitsi_jvb_ice_restarts_not_established_total
            jitsi_jvb_ice_restarts_rejected_total
            jitsi_jvb_ice_restarts_started_total
            jitsi_jvb_ice_restarts_succeeded_total
            jitsi_jvb_ice_restarts_superseded_total
            jitsi_jvb_ice_succeeded_relayed_total
            jitsi_jvb_ice_succeeded_total
            jitsi_jvb_incoming_bitrate
            jitsi_jvb_incoming_loss_fraction
            jitsi_jvb_incoming_packet_rate
            jitsi_jvb_jvm_gc_count
            jitsi_jvb_jvm_gc_time
            jitsi_jvb_jvm_heap_committed
            jitsi_jvb_jvm_heap_used
            jitsi_jvb_jvm_open_fd_count
            jitsi_jvb_keyframes_received_total
            jitsi_jvb_largest_conference
            jitsi_jvb_layering_changes_received_total
            jitsi_jvb_local_endpoints
            jitsi_jvb_loss_fraction
            jitsi_jvb_muc_clients_configured
            jitsi_jvb_muc_clients_connected
            jitsi_jvb_mucs_connected
            jitsi_jvb_mucs_joined
            jitsi_jvb_outgoing_bitrate
            jitsi_jvb_outgoing_loss_fraction
            jitsi_jvb_outgoing_packet_rate
            jitsi_jvb_packets_received_total
            jitsi_jvb_packets_sent_total
            jitsi_jvb_preemptive_keyframe_requests_sent_total
            jitsi_jvb_preemptive_keyframe_requests_suppressed_total
            jitsi_jvb_queue_dropped_packets_total
            jitsi_jvb_queue_exceptions_total
            jitsi_jvb_region_info
            jitsi_jvb_rejected_data_channels_total
            jitsi_jvb_relay_bytes_received_total
            jitsi_jvb_relay_bytes_sent_total
            jitsi_jvb_relay_endpoint_srtp_send_queue_dropped_packets_total
            jitsi_jvb_relay_endpoint_srtp_send_queue_exceptions_total
            jitsi_jvb_relay_incoming_bitrate
            jitsi_jvb_relay_incoming_packet_rate
            jitsi_jvb_relay_outgoing_bitrate
            jitsi_jvb_relay_outgoing_packet_rate
            jitsi_jvb_relay_packets_received_total
            jitsi_jvb_relay_packets_sent_total
            jitsi_jvb_relay_srtp_send_queue_dropped_packets_total
            jitsi_jvb_relay_srtp_send_queue_exceptions_total
            jitsi_jvb_relays_dtls_failed_total
            jitsi_jvb_relays_ice_failed_total
            jitsi_jvb_relays_no_message_transport_after_delay_total
            jitsi_jvb_relays_total
            jitsi_jvb_rtp_receiver_dropped_packets_total
            jitsi_jvb_rtp_receiver_exceptions_total
            jitsi_jvb_rtp_sender_dropped_packets_total
            jitsi_jvb_rtp_sender_exceptions_total
            jitsi_jvb_shutting_down
            jitsi_jvb_srtp_send_queue_dropped_packets_total
            jitsi_jvb_srtp_send_queue_exceptions_total
            jitsi_jvb_startup_time
            jitsi_jvb_stress
            jitsi_jvb_tcc_unmatched_feedback
            jitsi_jvb_thread_count
            jitsi_jvb_tossed_packets_energy_count
            jitsi_jvb_tossed_packets_energy_sum
            jitsi_jvb_video_milliseconds_received_total
            jitsi_jvb_visitors_total
            jitsi_jvb_xmpp_disconnects_total
            """;
}
