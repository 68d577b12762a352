/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Map;
import org.hummingbridge.daemon.statistics.BridgeFacts;
import org.hummingbridge.daemon.statistics.BridgeStatistics;
import org.hummingbridge.daemon.statistics.Census;
import org.hummingbridge.daemon.statistics.Flow;
import org.hummingbridge.daemon.statistics.LoopCounters;
import org.hummingbridge.daemon.statistics.XmppTally;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.signaling.channel.ChannelCounter;

/**
 * The metrics of jitsi-videobridge that mean the same here, under their names, for the dashboards that there are. Has no name
 * whose meaning this bridge lacks; docs/metrics.md says which and why.
 */
final class JvbMetrics implements MultiCollector {
    static final String PREFIX = "jitsi_jvb_";

    private final BridgeFacts facts;

    JvbMetrics(final BridgeFacts facts) {
        this.facts = facts;
    }

    @Override
    public MetricSnapshots collect() {
        final Families families = new Families(PREFIX);
        final BridgeStatistics sample = facts.latest().get();
        addTotals(families, facts.bridge().totals());
        addTraffic(families, facts.counters());
        addConnectivity(families, facts.counters());
        addChannels(families);
        addCensus(families, sample.census());
        addFlow(families, sample.flow());
        addXmpp(families, XmppTally.of(facts.xmpp().get()));
        addState(families, sample);
        JvmFigures.addTo(families);
        return families.result();
    }

    private static void addTotals(final Families families, final EndpointTotals totals) {
        families.counter("conferences_created", "Conferences created.", totals.conferencesCreated())
                .counter("conferences_completed", "Conferences that have ended.", totals.conferencesCompleted())
                .counter(
                        "conference_seconds",
                        "Duration in seconds of all conferences that have ended.",
                        Duration.ofNanos(totals.conferenceNanos()).toSeconds())
                .counter("endpoints", "Endpoints created.", totals.endpointsCreated())
                .counter("visitors", "Visitor endpoints created.", totals.visitorsCreated())
                .counter("endpoints_disconnected", "Times that an endpoint fell silent.", totals.disconnected())
                .counter(
                        "endpoints_reconnected",
                        "Times that an endpoint was heard again after it fell silent.",
                        totals.reconnected())
                .counter(
                        "dominant_speaker_changes",
                        "Times that the dominant speaker of a conference changed.",
                        totals.dominantSpeakerChanges());
    }

    private static void addTraffic(final Families families, final LoopCounters counters) {
        families.counter("packets_received", "RTP and RTCP packets received.", counters.mediaPackets())
                .counter("packets_sent", "RTP and RTCP packets sent.", counters.sum(Counter.MEDIA_PACKETS_SENT))
                .counter(
                        "bytes_received", "Bytes of RTP and RTCP received.", counters.sum(Counter.MEDIA_BYTES_RECEIVED))
                .counter("bytes_sent", "Bytes of RTP and RTCP sent.", counters.sum(Counter.MEDIA_BYTES_SENT))
                .counter("keyframes_received", "Key frames received.", counters.sum(Counter.KEYFRAMES_RECEIVED))
                .counter(
                        "layering_changes_received",
                        "Times that layers of a video source came up, changed or stopped.",
                        counters.sum(Counter.LAYERING_CHANGES))
                .counter(
                        "video_milliseconds_received",
                        "Duration of video received, in milliseconds, of each source.",
                        counters.sum(Counter.VIDEO_MILLIS_RECEIVED));
    }

    private static void addConnectivity(final Families families, final LoopCounters counters) {
        families.counter("ice_succeeded", "Times that ICE found a path.", counters.sum(Counter.ICE_CONNECTED))
                .counter("ice_failed", "Times that ICE found none.", counters.sum(Counter.ICE_FAILED))
                .counter("endpoints_ice_failed", "Endpoints whose ICE found no path.", counters.sum(Counter.ICE_FAILED))
                .counter(
                        "endpoints_dtls_failed",
                        "Endpoints with a path whose DTLS handshake failed.",
                        counters.sum(Counter.DTLS_FAILED));
    }

    private void addChannels(final Families families) {
        families.counter(
                        "endpoints_no_message_transport_after_delay",
                        "Endpoints without a bridge channel long after their media was connected.",
                        count(ChannelCounter.ENDPOINTS_WITHOUT_CHANNEL))
                .counter(
                        "data_channel_messages_received",
                        "Messages received on data channels.",
                        count(ChannelCounter.DATA_CHANNEL_MESSAGES_RECEIVED))
                .counter(
                        "data_channel_messages_sent",
                        "Messages sent on data channels.",
                        count(ChannelCounter.DATA_CHANNEL_MESSAGES_SENT))
                .counter(
                        "colibri_web_socket_messages_received",
                        "Messages received on WebSockets.",
                        count(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED))
                .counter(
                        "colibri_web_socket_messages_sent",
                        "Messages sent on WebSockets.",
                        count(ChannelCounter.WEB_SOCKET_MESSAGES_SENT))
                .counter(
                        "colibri_web_socket_close_normal",
                        "WebSockets that were closed normally.",
                        count(ChannelCounter.WEB_SOCKETS_CLOSED_NORMALLY))
                .counter(
                        "colibri_web_socket_close_abnormal",
                        "WebSockets that ended otherwise.",
                        count(ChannelCounter.WEB_SOCKETS_CLOSED_ABNORMALLY))
                .counter(
                        "colibri_web_socket_error",
                        "Errors of WebSockets that were open.",
                        count(ChannelCounter.WEB_SOCKET_ERRORS));
    }

    private void addCensus(final Families families, final Census census) {
        families.gauge("conferences", "Conferences now.", facts.conferences())
                .gauge("local_endpoints", "Endpoints now.", facts.endpoints())
                .gauge("current_endpoints", "Endpoints now; there are no relayed ones.", facts.endpoints())
                .gauge("current_visitors", "Visitors now.", census.visitors())
                .gauge("largest_conference", "Endpoints of the largest conference.", census.largestConference())
                .gauge(
                        "conferences_inactive",
                        "Conferences in which nobody sends audio or video.",
                        census.inactiveConferences())
                .gauge("conferences_p2p", "Inactive conferences of two.", census.p2pConferences())
                .gauge("active_endpoints", "Endpoints of active conferences.", census.activeEndpoints())
                .gauge("endpoints_inactive", "Endpoints of inactive conferences.", census.inactiveEndpoints())
                .gauge(
                        "endpoints_recvonly",
                        "Endpoints of active conferences that send neither audio nor video.",
                        census.receiveOnly())
                .gauge("endpoints_sending_audio", "Endpoints that send audio.", census.sendingAudio())
                .gauge("endpoints_sending_video", "Endpoints that send video.", census.sendingVideo())
                .gauge(
                        "endpoints_with_high_outgoing_loss",
                        "Endpoints that lose more than 10 % of what is sent to them.",
                        census.highOutgoingLoss())
                .gauge(
                        "endpoints_with_suspended_sources",
                        "Endpoints that want a video that they have no bandwidth for.",
                        census.suspended())
                .gauge(
                        "endpoints_oversending",
                        "Endpoints that are sent more than their estimated bandwidth.",
                        census.oversent())
                .gauge("average_rtt", "Mean round trip to the endpoints, in milliseconds.", census.rttMillis())
                .histogram("conferences_by_size", "Conferences by number of endpoints.", census.bySize())
                .histogram(
                        "conferences_by_audio_sender",
                        "Conferences by number of endpoints that send audio.",
                        census.byAudioSenders())
                .histogram(
                        "conferences_by_video_sender",
                        "Conferences by number of endpoints that send video.",
                        census.byVideoSenders());
    }

    private static void addFlow(final Families families, final Flow flow) {
        families.gauge("incoming_bitrate", "RTP and RTCP received, in bit/s.", flow.incomingBitrateBps())
                .gauge("outgoing_bitrate", "RTP and RTCP sent, in bit/s.", flow.outgoingBitrateBps())
                .gauge(
                        "incoming_packet_rate",
                        "RTP and RTCP packets received per second.",
                        flow.incomingPacketsPerSecond())
                .gauge("outgoing_packet_rate", "RTP and RTCP packets sent per second.", flow.outgoingPacketsPerSecond())
                .gauge("incoming_loss_fraction", "Loss of what is received, 0 to 1.", flow.incomingLoss())
                .gauge("outgoing_loss_fraction", "Loss of what is sent, 0 to 1.", flow.outgoingLoss())
                .gauge("loss_fraction", "Loss both ways together, 0 to 1.", flow.loss());
    }

    private static void addXmpp(final Families families, final XmppTally xmpp) {
        families.gauge("muc_clients_configured", "XMPP logins that are configured.", xmpp.clientsConfigured())
                .gauge("muc_clients_connected", "XMPP logins that are connected.", xmpp.clientsConnected())
                .gauge("mucs_connected", "Rooms that are configured.", xmpp.mucsConfigured())
                .gauge("mucs_joined", "Rooms that are joined.", xmpp.mucsJoined())
                .counter("xmpp_disconnects", "XMPP streams lost after their login.", xmpp.disconnects());
    }

    private void addState(final Families families, final BridgeStatistics sample) {
        families.gauge("stress", "Load divided by its threshold; 1 is full.", sample.stress())
                .gauge("cpu_steal", "CPU time that the hypervisor gave to others, 0 to 1.", sample.cpuSteal())
                .gauge(
                        "healthy",
                        "Whether the bridge is healthy.",
                        facts.health().failures().isEmpty())
                .gauge(
                        "graceful_shutdown",
                        "Whether new conferences are refused while the others go on.",
                        facts.lifecycle().isGracefulShutdown())
                .gauge(
                        "shutting_down",
                        "Whether everybody is being moved elsewhere.",
                        facts.lifecycle().isShuttingDown())
                .gauge(
                        "drain_mode",
                        "Whether Jicofo is asked to place conferences elsewhere.",
                        facts.lifecycle().isDraining());
        final String region = facts.labels().region();
        if (region != null && !region.isEmpty()) {
            families.info("region", "The region that is configured.", Map.of("region", region));
        }
    }

    private long count(final ChannelCounter counter) {
        return facts.channels().get(counter);
    }
}
