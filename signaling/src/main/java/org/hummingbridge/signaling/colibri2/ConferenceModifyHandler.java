/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.colibri2.Colibri2Error.Condition;
import org.hummingbridge.signaling.colibri2.ConferenceModified.EndpointModified;
import org.hummingbridge.signaling.colibri2.ConferenceModified.FeedbackSources;
import org.hummingbridge.signaling.colibri2.ConferenceModified.RelayExpired;
import org.hummingbridge.signaling.colibri2.ConferenceModify.RelayModify;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests out on the bridge: in the order of submission within a meeting, side by side across meetings, and each
 * either whole or not at all. Never waits in the caller's thread.
 */
public final class ConferenceModifyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConferenceModifyHandler.class);

    private final BridgeControl bridge;
    private final AdmissionCheck admission;
    private final MeetingQueues queues;
    private final ChannelAddresses channels;

    /** The executor's threads wait for the bridge; virtual ones suit. */
    public ConferenceModifyHandler(
            final BridgeControl bridge,
            final Colibri2Settings settings,
            final ChannelAddresses channels,
            final Executor executor) {
        this.channels = channels;
        this.bridge = bridge;
        this.admission = new AdmissionCheck(settings);
        this.queues = new MeetingQueues(executor);
    }

    /** The answer, which always comes and is never an exception. */
    public CompletableFuture<Colibri2Answer> submit(final ConferenceModify request) {
        final CompletableFuture<Colibri2Answer> answer = new CompletableFuture<>();
        final boolean taken = queues.submit(request.meetingId(), () -> answer.complete(answer(request)));
        if (!taken) {
            answer.complete(new Colibri2Error(
                    Condition.RESOURCE_CONSTRAINT, null, "Too many requests are waiting for this conference", null));
        }
        return answer;
    }

    private Colibri2Answer answer(final ConferenceModify request) {
        try {
            return carryOut(request);
        } catch (RejectedRequest e) {
            LOG.info(
                    "Refused a request for conference {}: {}",
                    request.meetingId(),
                    e.error().text());
            return e.error();
        } catch (RuntimeException | Error e) {
            // An error let through would end the meeting's queue: nothing that is asked of it later would be answered.
            LOG.error("A request for conference {} failed and was undone", request.meetingId(), e);
            return new Colibri2Error(
                    Condition.INTERNAL_SERVER_ERROR, null, "The bridge failed to carry out the request", null);
        }
    }

    private ConferenceModified carryOut(final ConferenceModify request) throws RejectedRequest {
        RequestCheck.check(request);
        final ConferenceControl existing = bridge.conference(request.meetingId());
        admission.check(request, existing);
        final ConferenceControl conference = existing == null ? create(request) : existing;
        final ConferenceModified answer = modify(conference, request);
        final boolean left = !request.create() && conference.endpointIds().isEmpty();
        if (request.expire() || left) {
            bridge.expireConference(request.meetingId());
        }
        return answer;
    }

    private ConferenceControl create(final ConferenceModify request) throws RejectedRequest {
        final ConferenceControl created = bridge.createConference(request.meetingId(), request.name());
        if (created == null) {
            throw new RejectedRequest(Colibri2Error.conferenceExists(request.meetingId()));
        }
        return created;
    }

    private ConferenceModified modify(final ConferenceControl conference, final ConferenceModify request)
            throws RejectedRequest {
        boolean done = false;
        try {
            final List<EndpointModified> endpoints = new ArrayList<>();
            boolean created = request.create();
            for (final EndpointModify endpoint : request.endpoints()) {
                endpoints.add(EndpointChange.carryOut(conference, endpoint, channels));
                created |= endpoint.create() && !endpoint.expire();
            }
            done = true;
            return new ConferenceModified(
                    List.copyOf(endpoints), expired(request.relays()), created ? feedback(conference) : null);
        } finally {
            if (!done) {
                undo(request);
            }
        }
    }

    private void undo(final ConferenceModify request) {
        final ConferenceControl conference = bridge.conference(request.meetingId());
        if (request.create()) {
            bridge.expireConference(request.meetingId());
        } else if (conference != null) {
            request.endpoints().stream()
                    .filter(EndpointModify::create)
                    .forEach(endpoint -> conference.expireEndpoint(endpoint.id()));
        }
    }

    private static List<RelayExpired> expired(final List<RelayModify> relays) {
        return relays.stream().map(relay -> new RelayExpired(relay.id())).toList();
    }

    private static FeedbackSources feedback(final ConferenceControl conference) {
        return new FeedbackSources(conference.feedbackAudioSsrc(), conference.feedbackVideoSsrc());
    }
}
