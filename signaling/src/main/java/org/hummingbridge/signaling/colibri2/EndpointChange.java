/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointDescription;
import org.hummingbridge.sfu.conference.LocalTransport;
import org.hummingbridge.sfu.ice.IceRole;
import org.hummingbridge.signaling.colibri2.ConferenceModified.EndpointModified;
import org.jspecify.annotations.Nullable;

/** Carries out what an admitted request says about one endpoint. Never checks it again. */
final class EndpointChange {
    private EndpointChange() {}

    static EndpointModified carryOut(
            final ConferenceControl conference, final EndpointModify request, final ChannelAddresses channels) {
        if (request.expire()) {
            conference.expireEndpoint(request.id());
            return new EndpointModified(request.id(), true, null, false, List.of());
        }
        final TransportModify transport = request.transport();
        if (request.create() && transport != null) {
            final LocalTransport local = conference.createEndpoint(description(request, transport));
            applyTransport(conference, request.id(), transport);
            applyLimits(conference, request);
            return new EndpointModified(
                    request.id(), false, local, transport.sctp() != null, channels.of(conference, request.id()));
        }
        return update(conference, request, channels);
    }

    private static EndpointModified update(
            final ConferenceControl conference, final EndpointModify request, final ChannelAddresses channels) {
        final String id = request.id();
        final TransportModify transport = request.transport();
        if (!request.medias().isEmpty()) {
            conference.addMedia(id, request.medias());
        }
        applyTransport(conference, id, transport);
        if (request.sources() != null) {
            conference.replaceSources(id, request.sources());
        }
        applyLimits(conference, request);
        // Last, since credentials in the same request belong to the session that is being replaced.
        final LocalTransport restarted = transport != null && transport.iceRestart() ? conference.restartIce(id) : null;
        return new EndpointModified(
                id, false, restarted, false, restarted == null ? List.of() : channels.of(conference, id));
    }

    private static void applyTransport(
            final ConferenceControl conference, final String id, final @Nullable TransportModify transport) {
        if (transport != null && transport.remote() != null) {
            conference.updateTransport(id, transport.remote());
        }
    }

    private static void applyLimits(final ConferenceControl conference, final EndpointModify request) {
        if (request.forceMute() != null) {
            conference.forceMute(request.id(), request.forceMute());
        }
        if (request.initialLastN() != null) {
            conference.initialLastN(request.id(), request.initialLastN());
        }
    }

    private static EndpointDescription description(final EndpointModify request, final TransportModify transport) {
        return new EndpointDescription(
                request.id(),
                request.statsId(),
                request.visitor(),
                request.capabilities(),
                transport.sctp() != null,
                transport.iceControlling() ? IceRole.CONTROLLING : IceRole.CONTROLLED,
                request.medias(),
                request.sources() == null ? List.of() : request.sources());
    }
}
