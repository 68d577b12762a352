/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.colibri2.Colibri2Error.Reason;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Colibri2 over HTTP: what each method on {@code /colibri/v2/conferences} answers. Knows no HTTP server; calls may wait for
 * the bridge, and {@link #create} and {@link #update} do not wait in the caller's thread.
 */
public final class Colibri2Rest {
    /** Longest body that is read. */
    public static final int MAX_BODY_BYTES = ConferenceModifyJson.MAX_BODY_BYTES;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_IMPLEMENTED = 501;

    private final BridgeControl bridge;
    private final ConferenceModifyHandler handler;

    public Colibri2Rest(final BridgeControl bridge, final ConferenceModifyHandler handler) {
        this.bridge = bridge;
        this.handler = handler;
    }

    /** Status and JSON body. */
    public record Response(int status, String body) {}

    /** {@code POST /colibri/v2/conferences}. */
    public CompletableFuture<Response> create(final byte[] body) {
        return submit(body, null);
    }

    /** {@code PATCH /colibri/v2/conferences/{meetingId}}. */
    public CompletableFuture<Response> update(final String meetingId, final byte[] body) {
        return submit(body, meetingId);
    }

    /** {@code GET /colibri/v2/conferences/{meetingId}}, which only tells whether the conference exists. */
    public Response describe(final String meetingId) {
        final boolean exists = bridge.conference(meetingId) != null;
        return exists ? describeAll() : response(NOT_FOUND, Colibri2Error.conferenceNotFound(meetingId));
    }

    /** {@code GET /colibri/v2/conferences}. */
    public Response describeAll() {
        return response(NOT_IMPLEMENTED, Colibri2Error.notImplemented("Not supported: listing conferences"));
    }

    /** {@code GET /colibri/v2/conferences/{meetingId}/dominant-speaker-identification}. */
    public Response speakers(final String meetingId) {
        final ConferenceControl conference = bridge.conference(meetingId);
        return conference == null
                ? response(NOT_FOUND, Colibri2Error.conferenceNotFound(meetingId))
                : response(OK, AnswerJson.of(conference.speakers()));
    }

    private CompletableFuture<Response> submit(final byte[] body, final @Nullable String meetingId) {
        return switch (ConferenceModifyJson.read(body, meetingId)) {
            case Reading.Refusal(Colibri2Error error) ->
                CompletableFuture.completedFuture(response(BAD_REQUEST, error));
            case Reading.Request(ConferenceModify request) -> submit(request, meetingId != null);
        };
    }

    private CompletableFuture<Response> submit(final ConferenceModify request, final boolean addressed) {
        if (addressed && request.create() && bridge.conference(request.meetingId()) == null) {
            return CompletableFuture.completedFuture(
                    response(NOT_FOUND, Colibri2Error.conferenceNotFound(request.meetingId())));
        }
        return handler.submit(request).thenApply(answer -> response(status(answer, addressed), answer));
    }

    private static int status(final Colibri2Answer answer, final boolean addressed) {
        return switch (answer) {
            case ConferenceModified modified -> OK;
            case Colibri2Error error ->
                addressed && error.reason() == Reason.CONFERENCE_NOT_FOUND ? NOT_FOUND : BAD_REQUEST;
        };
    }

    private static Response response(final int status, final Colibri2Answer answer) {
        return response(status, AnswerJson.of(answer));
    }

    private static Response response(final int status, final ObjectNode json) {
        return new Response(status, json.toString());
    }
}
