/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.colibri2.ConferenceModify.RelayModify;
import org.hummingbridge.signaling.colibri2.TransportModify.SctpModify;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that do not fit what the bridge offers and what it holds at the moment. Never changes anything. Ids that a
 * request could as well have named too late (expiry, mute, last-n) are let through: a focus takes an error on an update as the
 * loss of the whole bridge.
 */
final class AdmissionCheck {
    /** What a bridge without source names cannot say to its clients. */
    private static final String MANDATORY_CAPABILITY = "source-names";

    private static final String SCTP_SERVER = "server";
    private static final int SCTP_PORT = 5_000;

    private final Colibri2Settings settings;

    AdmissionCheck(final Colibri2Settings settings) {
        this.settings = settings;
    }

    void check(final ConferenceModify request, final @Nullable ConferenceControl conference) throws RejectedRequest {
        checkShape(request);
        if (request.create() && conference != null) {
            throw new RejectedRequest(Colibri2Error.conferenceExists(request.meetingId()));
        }
        if (request.create() && settings.shuttingDown().getAsBoolean()) {
            throw new RejectedRequest(Colibri2Error.shuttingDown());
        }
        if (!request.create() && conference == null) {
            throw new RejectedRequest(Colibri2Error.conferenceNotFound(request.meetingId()));
        }
        final boolean needsEndpoints = request.endpoints().stream().anyMatch(EndpointModify::needsEndpoint);
        for (final EndpointModify endpoint : request.endpoints()) {
            if (!endpoint.expire()) {
                check(endpoint, conference, needsEndpoints);
            }
        }
    }

    private static void checkShape(final ConferenceModify request) throws RejectedRequest {
        final List<EndpointModify> endpoints = request.endpoints();
        if (!endpoints.isEmpty() && !request.relays().isEmpty()) {
            throw notImplemented("Endpoints and relays in one request");
        }
        if (!request.relays().stream().allMatch(RelayModify::expire)) {
            throw notImplemented("Relays");
        }
        if (request.opensConnects()) {
            throw notImplemented("Exporters (connects)");
        }
        if (endpoints.size() > 1 && endpoints.stream().anyMatch(EndpointModify::needsEndpoint)) {
            throw notImplemented("Creating or describing more than one endpoint in one request");
        }
    }

    private void check(
            final EndpointModify endpoint, final @Nullable ConferenceControl conference, final boolean mustExist)
            throws RejectedRequest {
        final Set<String> known = conference == null ? Set.of() : conference.endpointIds();
        final boolean exists = known.contains(endpoint.id());
        if (endpoint.create()) {
            if (exists) {
                throw new RejectedRequest(Colibri2Error.endpointExists(endpoint.id()));
            }
            checkCreate(endpoint);
        } else if (!exists && mustExist) {
            throw new RejectedRequest(Colibri2Error.unknownEndpoint(endpoint.id()));
        }
        final boolean visitor =
                endpoint.visitor() || (exists && conference != null && conference.isVisitor(endpoint.id()));
        if (visitor && endpoint.sources() != null && !endpoint.sources().isEmpty()) {
            throw RejectedRequest.badRequest("Visitors have no sources");
        }
    }

    private void checkCreate(final EndpointModify endpoint) throws RejectedRequest {
        final TransportModify transport = endpoint.transport();
        if (transport == null) {
            throw RejectedRequest.badRequest("Endpoint " + endpoint.id() + " is created without a transport");
        }
        if (!endpoint.capabilities().contains(MANDATORY_CAPABILITY)) {
            throw RejectedRequest.badRequest("Source name support is mandatory");
        }
        if (transport.sctp() != null) {
            check(transport.sctp());
        }
    }

    private void check(final SctpModify sctp) throws RejectedRequest {
        if (!settings.sctpEnabled()) {
            throw notImplemented("SCTP");
        }
        if (sctp.role() != null && !sctp.role().equals(SCTP_SERVER)) {
            throw notImplemented("An SCTP role other than server");
        }
        if (sctp.port() != null && sctp.port() != SCTP_PORT) {
            throw RejectedRequest.badRequest("The SCTP port is " + SCTP_PORT);
        }
    }

    private static RejectedRequest notImplemented(final String what) {
        return new RejectedRequest(Colibri2Error.notImplemented("Not supported: " + what));
    }
}
