/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hummingbridge.sfu.bwe.EstimatorSnapshot;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceSnapshot;
import org.hummingbridge.sfu.conference.EndpointSnapshot;

/** Conferences as {@code /debug} shows them: jitsi-videobridge's outline, this bridge's state. Shows no address and no key. */
final class DebugJson {
    private DebugJson() {}

    static JsonObject brief(final ConferenceSnapshot conference) {
        final JsonObject endpoints = new JsonObject();
        conference.endpoints().forEach(endpoint -> endpoints.put(endpoint.id(), endpoint.statsId()));
        return outline(conference).put("endpoints", endpoints).put("relays", new JsonObject());
    }

    /** @param which endpoints are shown */
    static JsonObject full(
            final ConferenceSnapshot conference, final long nowMillis, final Predicate<EndpointSnapshot> which) {
        final JsonObject endpoints = new JsonObject();
        conference.endpoints().stream()
                .filter(which)
                .forEach(endpoint -> endpoints.put(endpoint.id(), endpoint(endpoint)));
        return outline(conference)
                .put("expired", false)
                .put("creation_time", nowMillis - TimeUnit.NANOSECONDS.toMillis(conference.ageNanos()))
                .put("loop", conference.loop())
                .put("speech_activity", speech(conference.speakers()))
                .put("endpoints", endpoints)
                .put("relays", new JsonObject());
    }

    private static JsonObject outline(final ConferenceSnapshot conference) {
        return new JsonObject()
                .put("id", conference.id())
                .put("rtcstatsEnabled", false)
                .put("name", conference.name())
                .put("meeting_id", conference.meetingId());
    }

    private static JsonObject speech(final ConferenceControl.SpeakerOrder speakers) {
        return new JsonObject()
                .put("dominantEndpoint", speakers.dominant())
                .put("silence", speakers.silence())
                .put("endpointsBySpeechActivity", new JsonArray(speakers.byRecency()))
                .put("recentSpeakers", new JsonArray(speakers.recent()));
    }

    private static JsonObject endpoint(final EndpointSnapshot endpoint) {
        return new JsonObject()
                .put("expired", false)
                .put("stats_id", endpoint.statsId())
                .put("visitor", endpoint.visitor())
                .put("transport", transport(endpoint))
                .put("connectivity", connectivity(endpoint))
                .put("traffic", traffic(endpoint))
                .put(
                        "force_mute",
                        new JsonObject()
                                .put("audio", endpoint.forceMute().audio())
                                .put("video", endpoint.forceMute().video()))
                .put("receiver_constraints", endpoint.constraints().toString())
                .put("forwarded_sources", new JsonArray(endpoint.forwarded()))
                .put("bandwidth", bandwidth(endpoint.bandwidth()))
                .put("videos", videos(endpoint.videos()))
                .put("sources", sources(endpoint.sources()));
    }

    private static JsonObject transport(final EndpointSnapshot endpoint) {
        return new JsonObject()
                .put("ice", endpoint.ice().name())
                .put("dtls_established", endpoint.dtlsEstablished())
                .put("data_channel_open", endpoint.dataChannelOpen())
                .put("rtt_ms", endpoint.rttNanos() / 1e6);
    }

    private static JsonObject connectivity(final EndpointSnapshot endpoint) {
        return new JsonObject()
                .put("active", endpoint.active())
                .put("ever_active", endpoint.everActive())
                .put("idle_ms", TimeUnit.NANOSECONDS.toMillis(endpoint.idleNanos()));
    }

    private static JsonObject traffic(final EndpointSnapshot endpoint) {
        return new JsonObject()
                .put("packets_received", endpoint.packetsReceived())
                .put("bytes_received", endpoint.bytesReceived())
                .put("packets_sent", endpoint.packetsSent())
                .put("bytes_sent", endpoint.bytesSent())
                .put("incoming_lost", endpoint.lost())
                .put("incoming_expected", endpoint.expected())
                .put("outgoing_loss", endpoint.outgoingLossFraction());
    }

    private static JsonObject bandwidth(final EstimatorSnapshot bandwidth) {
        return new JsonObject()
                .put("estimate_bps", bandwidth.estimateBps())
                .put("known", bandwidth.known())
                .put("delay_state", bandwidth.delayState().name())
                .put("delay_bps", bandwidth.delayBps())
                .put("loss_bps", bandwidth.lossBps())
                .put("throughput_bps", bandwidth.throughputBps())
                .put("loss", bandwidth.averageLoss())
                .put("queue_ms", bandwidth.queueNanos() / 1e6)
                .put("rtt_ms", bandwidth.rttNanos() / 1e6)
                .put("application_limited", bandwidth.applicationLimited())
                .put("probes", bandwidth.probes())
                .put("successful_probes", bandwidth.successfulProbes());
    }

    private static JsonArray videos(final List<EndpointSnapshot.VideoSnapshot> videos) {
        final JsonArray all = new JsonArray();
        for (final EndpointSnapshot.VideoSnapshot video : videos) {
            all.add(new JsonObject()
                    .put("source", video.source())
                    .put("max_height", video.maxHeight())
                    .put("on_stage", video.onStage())
                    .put("ideal", layer(video.ideal()))
                    .put("target", layer(video.target()))
                    .put("current", layer(video.current()))
                    .put("bitrate_bps", video.bitrateBps()));
        }
        return all;
    }

    /** Encoding, spatial and temporal layer. */
    private static String layer(final int id) {
        return id == LayerId.SUSPENDED
                ? "none"
                : LayerId.encoding(id) + "/" + LayerId.spatialId(id) + "/" + LayerId.temporalId(id);
    }

    private static JsonArray layers(final List<EndpointSnapshot.LayerSnapshot> layers) {
        final JsonArray all = new JsonArray();
        for (final EndpointSnapshot.LayerSnapshot layer : layers) {
            all.add(new JsonObject()
                    .put("layer", layer(layer.id()))
                    .put("height", layer.height())
                    .put("frame_rate", layer.frameRate())
                    .put("bitrate_bps", layer.bitrateBps()));
        }
        return all;
    }

    private static JsonArray sources(final List<EndpointSnapshot.SourceSnapshot> sources) {
        final JsonArray all = new JsonArray();
        for (final EndpointSnapshot.SourceSnapshot source : sources) {
            final JsonArray encodings = new JsonArray();
            source.encodings()
                    .forEach(encoding -> encodings.add(new JsonObject()
                            .put("ssrc", Integer.toUnsignedLong(encoding.ssrc()))
                            .put("packets_received", encoding.packetsReceived())
                            .put("lost", encoding.lost())
                            .put("jitter", encoding.jitter())));
            all.add(new JsonObject()
                    .put("name", source.name())
                    .put("type", source.type().name())
                    .put("sending", source.sending())
                    .put("encodings", encodings)
                    .put("layers", layers(source.layers())));
        }
        return all;
    }
}
