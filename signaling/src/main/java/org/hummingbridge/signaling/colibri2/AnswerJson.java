/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.conference.LocalTransport;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.speech.SpeakerActivity;
import org.hummingbridge.signaling.colibri2.ConferenceModified.EndpointModified;
import org.hummingbridge.signaling.colibri2.ConferenceModified.FeedbackSources;
import org.hummingbridge.signaling.colibri2.ConferenceModified.RelayExpired;

/** Writes answers in JSON, with the member names and types that Colibri2's own serializer gives them. */
final class AnswerJson {
    private static final String ICE_UDP = "urn:xmpp:jingle:transports:ice-udp:1";
    private static final int SCTP_PORT = 5_000;

    private AnswerJson() {}

    static ObjectNode of(final Colibri2Answer answer) {
        return switch (answer) {
            case ConferenceModified modified -> modified(modified);
            case Colibri2Error error -> error(error);
        };
    }

    static ObjectNode of(final SpeakerOrder speakers) {
        final ObjectNode json = object();
        // A missing speaker is the word "null" to those who read this.
        json.put("dominantEndpoint", String.valueOf(speakers.dominant()));
        // Null as in jitsi-videobridge until there is something to look at.
        if (speakers.dominant() == null) {
            json.putNull("dominantSpeakerIdentification");
        } else {
            final ArrayNode activity =
                    json.putObject("dominantSpeakerIdentification").putArray("speakers");
            speakers.activity().forEach(speaker -> activity.add(activity(speaker)));
        }
        final ArrayNode byActivity = json.putArray("endpointsBySpeechActivity");
        speakers.byRecency().forEach(byActivity::add);
        final ArrayNode byLastN = json.putArray("endpointsInLastNOrder");
        speakers.byRecency().forEach(byLastN::add);
        return json;
    }

    private static ObjectNode activity(final SpeakerActivity speaker) {
        return object().put("id", speaker.endpointId())
                .put("level", speaker.level())
                .put("noiseLevel", speaker.noiseLevel())
                .put("immediateScore", speaker.immediateScore())
                .put("mediumScore", speaker.mediumScore())
                .put("longScore", speaker.longScore());
    }

    private static ObjectNode error(final Colibri2Error error) {
        final ObjectNode json = object();
        json.put("error", error.condition().label());
        if (error.reason() != null) {
            json.put("reason", error.reason().label());
        }
        json.put("text", error.text());
        if (error.endpointId() != null) {
            json.put("endpoint", error.endpointId());
        }
        return json;
    }

    private static ObjectNode modified(final ConferenceModified modified) {
        final ObjectNode json = object();
        if (!modified.endpoints().isEmpty()) {
            final ArrayNode endpoints = json.putArray("endpoints");
            modified.endpoints().forEach(endpoint -> endpoints.add(endpoint(endpoint)));
        }
        if (!modified.relays().isEmpty()) {
            final ArrayNode relays = json.putArray("relays");
            for (final RelayExpired relay : modified.relays()) {
                relays.addObject().put("id", relay.id()).put("expire", true);
            }
        }
        if (modified.feedback() != null) {
            json.set("sources", feedback(modified.feedback()));
        }
        return json;
    }

    private static ObjectNode endpoint(final EndpointModified endpoint) {
        final ObjectNode json = object();
        json.put("id", endpoint.id());
        if (endpoint.expired()) {
            json.put("expire", true);
        }
        if (endpoint.transport() != null) {
            final ObjectNode transport = json.putObject("transport");
            transport.set("transport", iceUdp(endpoint.transport(), endpoint.webSockets()));
            if (endpoint.sctp()) {
                transport.putObject("sctp").put("port", SCTP_PORT).put("role", "SERVER");
            }
        }
        return json;
    }

    private static ObjectNode iceUdp(final LocalTransport transport, final List<String> webSockets) {
        final ObjectNode json = object();
        json.put("xmlns", ICE_UDP);
        json.put("pwd", transport.credentials().password());
        json.put("ufrag", transport.credentials().ufrag());
        if (transport.iceGeneration() > 0) {
            json.put("ice-generation", transport.iceGeneration());
        }
        json.putArray("fingerprints")
                .addObject()
                .put("fingerprint", transport.fingerprint().value())
                .put("setup", transport.setup().label())
                .put("hash", transport.fingerprint().hash());
        final ArrayNode candidates = json.putArray("candidates");
        for (final LocalCandidate candidate : transport.candidates()) {
            // Ids have to differ within one transport only.
            final int id = transport.credentials().ufrag().hashCode() + candidates.size();
            candidates.add(candidate(candidate, Integer.toHexString(id)));
        }
        if (!webSockets.isEmpty()) {
            final ArrayNode urls = json.putArray("web-sockets");
            webSockets.forEach(urls::add);
        }
        json.put("rtcp-mux", true);
        return json;
    }

    private static ObjectNode candidate(final LocalCandidate candidate, final String id) {
        final ObjectNode json = object();
        json.put("component", "1");
        json.put("foundation", candidate.foundation());
        json.put("generation", "0");
        json.put("id", id);
        json.put("network", "0");
        json.put("priority", Long.toString(candidate.priority()));
        json.put("protocol", "udp");
        json.put("type", candidate.type().toString());
        json.put("ip", ip(candidate.address()));
        json.put("port", Integer.toString(candidate.address().getPort()));
        final InetSocketAddress base = candidate.base();
        if (base != null) {
            json.put("rel-addr", ip(base));
            json.put("rel-port", Integer.toString(base.getPort()));
        }
        return json;
    }

    static String ip(final InetSocketAddress address) {
        final String text = address.getAddress().getHostAddress();
        final int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static ArrayNode feedback(final FeedbackSources feedback) {
        final ArrayNode sources = JsonNodeFactory.instance.arrayNode();
        sources.add(feedback("audio", "jvb-a0", feedback.audioSsrc()));
        sources.add(feedback("video", "jvb-v0", feedback.videoSsrc()));
        return sources;
    }

    private static ObjectNode feedback(final String type, final String name, final int ssrc) {
        final ObjectNode json = object();
        json.put("type", type);
        json.put("id", name);
        json.putArray("sources")
                .addObject()
                .put("ssrc", Integer.toUnsignedLong(ssrc))
                .put("name", name);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
