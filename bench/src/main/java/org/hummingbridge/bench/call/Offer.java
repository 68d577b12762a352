/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;

/** What Jicofo would ask of the bridge for a participant, in Colibri2's JSON, with the numbers that Jicofo gives by default. */
final class Offer {
    static final int OPUS = 111;
    static final int VP8 = 100;
    static final int RTX = 96;
    static final int AUDIO_LEVEL_ID = 1;
    static final int TRANSPORT_CC_ID = 5;

    /** Takes everything at every height. */
    static final String CONSTRAINTS = "{\"colibriClass\":\"ReceiverVideoConstraints\",\"lastN\":-1,"
            + "\"defaultConstraints\":{\"maxHeight\":2160}}";

    private static final String ICE_UDP = "urn:xmpp:jingle:transports:ice-udp:1";
    private static final String AUDIO_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String TRANSPORT_CC_URI =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private Offer() {}

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String createConference(final String meetingId) {
        final ObjectNode request = object();
        request.put("meeting-id", meetingId);
        request.put("name", meetingId + "@conference.bench.invalid");
        request.put("create", true);
        return request.toString();
    }

    static String expireConference(final String meetingId) {
        final ObjectNode request = object();
        request.put("meeting-id", meetingId);
        request.put("expire", true);
        return request.toString();
    }

    static String createEndpoint(final String meetingId, final Seat seat) {
        final ObjectNode request = object();
        request.put("meeting-id", meetingId);
        final ObjectNode endpoint = request.putArray("endpoints").addObject();
        endpoint.put("id", seat.endpointId());
        endpoint.put("create", true);
        endpoint.put("stats-id", "bench-" + seat.endpointId());
        endpoint.putArray("capabilities").add("source-names");
        final ArrayNode medias = endpoint.putArray("medias");
        audio(medias.addObject());
        video(medias.addObject());
        final ObjectNode transport = endpoint.putObject("transport");
        transport.put("ice-controlling", true);
        if (seat.load().channel() == Load.Channel.SCTP) {
            transport.putObject("sctp");
        }
        sources(endpoint.putArray("sources"), seat);
        return request.toString();
    }

    private static void audio(final ObjectNode media) {
        media.put("type", "audio");
        final ObjectNode opus = payloadType(media.putArray("payload-types"), OPUS, "opus", 48_000);
        opus.put("channels", "2");
        opus.putObject("parameters").put("minptime", "10").put("useinbandfec", "1");
        opus.putArray("rtcp-fbs").addObject().put("type", "transport-cc");
        final ArrayNode extensions = media.putArray("rtp-hdrexts");
        extensions.addObject().put("id", AUDIO_LEVEL_ID).put("uri", AUDIO_LEVEL_URI);
        extensions.addObject().put("id", TRANSPORT_CC_ID).put("uri", TRANSPORT_CC_URI);
    }

    private static void video(final ObjectNode media) {
        media.put("type", "video");
        final ArrayNode types = media.putArray("payload-types");
        final ArrayNode feedback = payloadType(types, VP8, "VP8", 90_000).putArray("rtcp-fbs");
        feedback.addObject().put("type", "ccm").put("subtype", "fir");
        feedback.addObject().put("type", "nack");
        feedback.addObject().put("type", "nack").put("subtype", "pli");
        feedback.addObject().put("type", "transport-cc");
        payloadType(types, RTX, "rtx", 90_000).putObject("parameters").put("apt", Integer.toString(VP8));
        media.putArray("rtp-hdrexts").addObject().put("id", TRANSPORT_CC_ID).put("uri", TRANSPORT_CC_URI);
    }

    /** Numbers as text, which is how Colibri2's own serializer writes attributes. */
    private static ObjectNode payloadType(final ArrayNode types, final int id, final String name, final int clockRate) {
        return types.addObject()
                .put("id", Integer.toString(id))
                .put("name", name)
                .put("clockrate", Integer.toString(clockRate));
    }

    private static void sources(final ArrayNode sources, final Seat seat) {
        if (!seat.sends()) {
            return;
        }
        if (seat.load().audio()) {
            final ObjectNode audio = sources.addObject();
            audio.put("type", "audio").put("id", seat.endpointId() + "-a0");
            audio.putArray("sources").addObject().put("ssrc", seat.audioSsrc());
        }
        final int layers = seat.load().videoLayers();
        if (layers == 0) {
            return;
        }
        final ObjectNode video = sources.addObject();
        video.put("type", "video").put("id", seat.endpointId() + "-v0");
        final ArrayNode ssrcs = video.putArray("sources");
        final ArrayNode groups = video.putArray("ssrc-groups");
        for (int layer = 0; layer < layers; layer++) {
            final int ssrc = seat.videoSsrc(layer);
            ssrcs.addObject().put("ssrc", ssrc);
            ssrcs.addObject().put("ssrc", ssrc + 1);
            groups.addObject()
                    .put("semantics", "FID")
                    .putArray("sources")
                    .add(ssrc)
                    .add(ssrc + 1);
        }
        if (layers > 1) {
            final ArrayNode simulcast =
                    groups.addObject().put("semantics", "SIM").putArray("sources");
            for (int layer = 0; layer < layers; layer++) {
                simulcast.add(seat.videoSsrc(layer));
            }
        }
    }

    static String updateTransport(
            final String meetingId,
            final Seat seat,
            final IceCredentials credentials,
            final InetSocketAddress address,
            final Fingerprint fingerprint) {
        final ObjectNode request = object();
        request.put("meeting-id", meetingId);
        final ObjectNode endpoint = request.putArray("endpoints").addObject();
        endpoint.put("id", seat.endpointId());
        final ObjectNode transport = endpoint.putObject("transport").putObject("transport");
        transport.put("xmlns", ICE_UDP);
        transport.put("ufrag", credentials.ufrag());
        transport.put("pwd", credentials.password());
        transport.put("rtcp-mux", true);
        transport
                .putArray("fingerprints")
                .addObject()
                .put("fingerprint", fingerprint.value())
                .put("hash", fingerprint.hash())
                .put("setup", "active");
        transport
                .putArray("candidates")
                .addObject()
                .put("component", "1")
                .put("foundation", "1")
                .put("generation", "0")
                .put("id", "b1")
                .put("network", "0")
                .put("priority", "2130706431")
                .put("protocol", "udp")
                .put("type", "host")
                .put("ip", address.getAddress().getHostAddress())
                .put("port", Integer.toString(address.getPort()));
        return request.toString();
    }
}
