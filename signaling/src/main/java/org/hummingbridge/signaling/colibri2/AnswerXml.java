/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.signaling.colibri2.ConferenceModified.EndpointModified;
import org.hummingbridge.signaling.colibri2.ConferenceModified.FeedbackSources;
import org.hummingbridge.signaling.colibri2.ConferenceModified.RelayExpired;
import org.hummingbridge.signaling.xmpp.ErrorReply;
import org.jitsi.utils.MediaType;
import org.jitsi.xmpp.extensions.colibri.SourcePacketExtension;
import org.jitsi.xmpp.extensions.colibri2.Colibri2Endpoint;
import org.jitsi.xmpp.extensions.colibri2.Colibri2Relay;
import org.jitsi.xmpp.extensions.colibri2.ConferenceModifiedIQ;
import org.jitsi.xmpp.extensions.colibri2.MediaSource;
import org.jitsi.xmpp.extensions.colibri2.Sctp;
import org.jitsi.xmpp.extensions.colibri2.Sources;
import org.jitsi.xmpp.extensions.colibri2.Transport;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;

/** Writes answers in XML, by the classes with which a focus reads them. Never leaves an error without what the focus acts on. */
final class AnswerXml {
    private static final int SCTP_PORT = 5_000;

    private AnswerXml() {}

    static IQ of(final Colibri2Answer answer, final IQ request) {
        return switch (answer) {
            case ConferenceModified modified -> modified(modified, request);
            case Colibri2Error error -> error(error, request);
        };
    }

    private static IQ modified(final ConferenceModified modified, final IQ request) {
        final ConferenceModifiedIQ.Builder builder =
                ConferenceModifiedIQ.builder(ConferenceModifiedIQ.Builder.createResponse(request));
        for (final EndpointModified endpoint : modified.endpoints()) {
            builder.addEndpoint(endpoint(endpoint));
        }
        for (final RelayExpired relay : modified.relays()) {
            final Colibri2Relay.Builder expired = Colibri2Relay.getBuilder();
            expired.setId(relay.id());
            expired.setExpire(true);
            builder.addRelay(expired.build());
        }
        if (modified.feedback() != null) {
            builder.setSources(feedback(modified.feedback()));
        }
        return builder.build();
    }

    private static Colibri2Endpoint endpoint(final EndpointModified endpoint) {
        final Colibri2Endpoint.Builder builder = Colibri2Endpoint.getBuilder();
        builder.setId(endpoint.id());
        builder.setExpire(endpoint.expired());
        if (endpoint.transport() != null) {
            final Transport.Builder transport = Transport.getBuilder();
            transport.setIceUdpExtension(LocalTransportXml.iceUdp(endpoint.transport(), endpoint.webSockets()));
            if (endpoint.sctp()) {
                transport.setSctp(new Sctp.Builder()
                        .setRole(Sctp.Role.SERVER)
                        .setPort(SCTP_PORT)
                        .build());
            }
            builder.setTransport(transport.build());
        }
        return builder.build();
    }

    private static Sources feedback(final FeedbackSources feedback) {
        return Sources.getBuilder()
                .addMediaSource(feedback(MediaType.AUDIO, "jvb-a0", feedback.audioSsrc()))
                .addMediaSource(feedback(MediaType.VIDEO, "jvb-v0", feedback.videoSsrc()))
                .build();
    }

    private static MediaSource feedback(final MediaType type, final String name, final int ssrc) {
        final SourcePacketExtension source = new SourcePacketExtension();
        source.setSSRC(Integer.toUnsignedLong(ssrc));
        source.setName(name);
        return MediaSource.getBuilder()
                .setType(type)
                .setId(name)
                .addSource(source)
                .build();
    }

    private static IQ error(final Colibri2Error error, final IQ request) {
        final List<ExtensionElement> payload = new ArrayList<>();
        if (error.reason() != null) {
            payload.add(new org.jitsi.xmpp.extensions.colibri2.Colibri2Error(
                    org.jitsi.xmpp.extensions.colibri2.Colibri2Error.Reason.valueOf(
                            error.reason().name())));
        }
        if (error.endpointId() != null) {
            final Colibri2Endpoint.Builder endpoint = Colibri2Endpoint.getBuilder();
            endpoint.setId(error.endpointId());
            payload.add(endpoint.build());
        }
        return ErrorReply.to(
                request, StanzaError.Condition.fromString(error.condition().label()), error.text(), payload);
    }
}
