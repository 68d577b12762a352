/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.signaling.brewery.StatisticsSource;
import org.hummingbridge.signaling.channel.ChannelCounter;
import org.hummingbridge.signaling.channel.ChannelCounters;

/**
 * The statistics in the names and units of jitsi-videobridge, for presence and {@code /colibri/stats} alike. Leaves out what
 * has no meaning here; zeros for relays stay, since scripts subtract them.
 */
public final class ColibriStatistics implements StatisticsSource {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final long BITS_PER_KILOBIT = 1_000;

    private final BridgeFacts facts;
    private final InstantSource clock;

    public ColibriStatistics(final BridgeFacts facts, final InstantSource clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public SequencedMap<String, Object> statistics() {
        final SequencedMap<String, Object> all = new LinkedHashMap<>();
        final BridgeStatistics sample = facts.latest().get();
        putFlow(all, sample.flow());
        putCensus(all, sample.census());
        putRelays(all);
        putTotals(all, facts.bridge().totals());
        putChannels(all, facts.channels());
        all.put("stress_level", sample.stress());
        all.put("average_participant_stress", facts.averageParticipantStress());
        all.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        putState(all);
        facts.labels().putInto(all);
        return all;
    }

    private static void putFlow(final SequencedMap<String, Object> all, final Flow flow) {
        all.put("incoming_loss", flow.incomingLoss());
        all.put("outgoing_loss", flow.outgoingLoss());
        all.put("overall_loss", flow.loss());
        all.put("bit_rate_download", flow.incomingBitrateBps() / BITS_PER_KILOBIT);
        all.put("bit_rate_upload", flow.outgoingBitrateBps() / BITS_PER_KILOBIT);
        all.put("packet_rate_download", flow.incomingPacketsPerSecond());
        all.put("packet_rate_upload", flow.outgoingPacketsPerSecond());
    }

    private void putCensus(final SequencedMap<String, Object> all, final Census census) {
        all.put("endpoints_with_high_outgoing_loss", (long) census.highOutgoingLoss());
        all.put("endpoints_with_suspended_sources", (long) census.suspended());
        all.put("num_eps_oversending", (long) census.oversent());
        all.put("local_active_endpoints", (long) census.activeEndpoints());
        all.put("rtt_aggregate", census.rttMillis());
        all.put("conferences", (long) facts.conferences());
        all.put("inactive_conferences", (long) census.inactiveConferences());
        all.put("p2p_conferences", (long) census.p2pConferences());
        all.put("largest_conference", (long) census.largestConference());
        final long endpoints = facts.endpoints();
        all.put("endpoints", endpoints);
        all.put("participants", endpoints);
        all.put("local_endpoints", endpoints);
        all.put("visitors", (long) census.visitors());
        all.put("receive_only_endpoints", (long) census.receiveOnly());
        all.put("inactive_endpoints", (long) census.inactiveEndpoints());
        all.put("endpoints_sending_audio", (long) census.sendingAudio());
        all.put("endpoints_sending_video", (long) census.sendingVideo());
    }

    /** There are no relays, so these are true; graceful_shutdown.sh computes participants minus octo_endpoints. */
    private static void putRelays(final SequencedMap<String, Object> all) {
        all.put("octo_conferences", 0L);
        all.put("octo_endpoints", 0L);
        all.put("octo_receive_bitrate", 0L);
        all.put("octo_receive_packet_rate", 0L);
        all.put("octo_send_bitrate", 0L);
        all.put("octo_send_packet_rate", 0L);
        all.put("total_relays", 0L);
    }

    private void putTotals(final SequencedMap<String, Object> all, final EndpointTotals totals) {
        all.put("total_conferences_created", totals.conferencesCreated());
        all.put("total_conferences_completed", totals.conferencesCompleted());
        all.put(
                "total_conference_seconds",
                Duration.ofNanos(totals.conferenceNanos()).toSeconds());
        all.put("total_participants", totals.endpointsCreated());
        all.put("total_visitors", totals.visitorsCreated());
        all.put("num_eps_no_msg_transport_after_delay", facts.channels().get(ChannelCounter.ENDPOINTS_WITHOUT_CHANNEL));
        all.put("total_video_stream_milliseconds_received", sum(Counter.VIDEO_MILLIS_RECEIVED));
        all.put("total_keyframes_received", sum(Counter.KEYFRAMES_RECEIVED));
        all.put("total_layering_changes_received", sum(Counter.LAYERING_CHANGES));
        all.put("total_bytes_received", sum(Counter.MEDIA_BYTES_RECEIVED));
        all.put("total_bytes_sent", sum(Counter.MEDIA_BYTES_SENT));
        all.put("total_packets_received", facts.counters().mediaPackets());
        all.put("total_packets_sent", sum(Counter.MEDIA_PACKETS_SENT));
        all.put("total_dominant_speaker_changes", totals.dominantSpeakerChanges());
        all.put("endpoints_ice_failed", sum(Counter.ICE_FAILED));
        all.put("dtls_failed_endpoints", sum(Counter.DTLS_FAILED));
        all.put("total_ice_failed", sum(Counter.ICE_FAILED));
        all.put("total_ice_succeeded", sum(Counter.ICE_CONNECTED));
        all.put("endpoints_disconnected", totals.disconnected());
        all.put("endpoints_reconnected", totals.reconnected());
    }

    private static void putChannels(final SequencedMap<String, Object> all, final ChannelCounters channels) {
        all.put("total_data_channel_messages_received", channels.get(ChannelCounter.DATA_CHANNEL_MESSAGES_RECEIVED));
        all.put("total_data_channel_messages_sent", channels.get(ChannelCounter.DATA_CHANNEL_MESSAGES_SENT));
        all.put(
                "total_colibri_web_socket_messages_received",
                channels.get(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED));
        all.put("total_colibri_web_socket_messages_sent", channels.get(ChannelCounter.WEB_SOCKET_MESSAGES_SENT));
    }

    private void putState(final SequencedMap<String, Object> all) {
        final XmppTally xmpp = XmppTally.of(facts.xmpp().get());
        all.put("graceful_shutdown", facts.lifecycle().isGracefulShutdown());
        all.put("shutting_down", facts.lifecycle().isShuttingDown());
        all.put("drain", facts.lifecycle().isDraining());
        all.put("healthy", facts.health().failures().isEmpty());
        all.put("current_timestamp", timestamp(clock.instant()));
        all.put("muc_clients_configured", (long) xmpp.clientsConfigured());
        all.put("muc_clients_connected", (long) xmpp.clientsConnected());
        all.put("mucs_configured", (long) xmpp.mucsConfigured());
        all.put("mucs_joined", (long) xmpp.mucsJoined());
    }

    private long sum(final Counter counter) {
        return facts.counters().sum(counter);
    }

    private static String timestamp(final Instant now) {
        return TIMESTAMP.format(now.truncatedTo(MILLIS).atOffset(ZoneOffset.UTC));
    }
}
