/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request was refused and changed nothing.
 *
 * @param reason tells the focus what to do next; null where it has no special rule
 * @param text for people
 * @param endpointId the endpoint to give up, with {@link Reason#UNKNOWN_ENDPOINT}
 */
public record Colibri2Error(
        Condition condition,
        @Nullable Reason reason,
        String text,
        @Nullable String endpointId) implements Colibri2Answer {

    /** XMPP stanza error conditions (RFC 6120 §8.3.3). */
    public enum Condition {
        BAD_REQUEST,
        CONFLICT,
        FEATURE_NOT_IMPLEMENTED,
        INTERNAL_SERVER_ERROR,
        ITEM_NOT_FOUND,
        RESOURCE_CONSTRAINT,
        SERVICE_UNAVAILABLE;

        /** As it stands on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reasons of the {@code jitsi:colibri2} error element. */
    public enum Reason {
        CONFERENCE_NOT_FOUND,
        CONFERENCE_ALREADY_EXISTS,
        FEATURE_NOT_IMPLEMENTED,
        GRACEFUL_SHUTDOWN,
        UNKNOWN_ENDPOINT,
        UNSPECIFIED;

        /** As it stands on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Colibri2Error badRequest(final String text) {
        return new Colibri2Error(Condition.BAD_REQUEST, Reason.UNSPECIFIED, text, null);
    }

    static Colibri2Error notImplemented(final String text) {
        return new Colibri2Error(Condition.FEATURE_NOT_IMPLEMENTED, Reason.FEATURE_NOT_IMPLEMENTED, text, null);
    }

    static Colibri2Error conferenceNotFound(final String meetingId) {
        return new Colibri2Error(
                Condition.ITEM_NOT_FOUND,
                Reason.CONFERENCE_NOT_FOUND,
                "Conference not found for ID: " + meetingId,
                null);
    }

    static Colibri2Error conferenceExists(final String meetingId) {
        return new Colibri2Error(
                Condition.CONFLICT,
                Reason.CONFERENCE_ALREADY_EXISTS,
                "Conference already exists for ID: " + meetingId,
                null);
    }

    static Colibri2Error shuttingDown() {
        return new Colibri2Error(
                Condition.SERVICE_UNAVAILABLE,
                Reason.GRACEFUL_SHUTDOWN,
                "The bridge is shutting down and takes no new conferences",
                null);
    }

    static Colibri2Error endpointExists(final String endpointId) {
        return new Colibri2Error(Condition.CONFLICT, null, "Endpoint with ID " + endpointId + " already exists", null);
    }

    static Colibri2Error unknownEndpoint(final String endpointId) {
        return new Colibri2Error(
                Condition.ITEM_NOT_FOUND, Reason.UNKNOWN_ENDPOINT, "Unknown endpoint " + endpointId, endpointId);
    }
}
