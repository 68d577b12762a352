/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/**
 * What has happened to endpoints and conferences since the start; only grows.
 *
 * @param conferenceNanos summed life of conferences that are over
 * @param disconnected times that an endpoint fell silent
 * @param reconnected times that one was heard again
 */
public record EndpointTotals(
        long conferencesCreated,
        long conferencesCompleted,
        long conferenceNanos,
        long endpointsCreated,
        long visitorsCreated,
        long endpointsExpiredSilent,
        long disconnected,
        long reconnected,
        long dominantSpeakerChanges) {}
