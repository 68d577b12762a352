/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conference as it was at a moment.
 *
 * @param id random, for addresses that outsiders must not guess from the meeting's id
 * @param ageNanos since its creation
 */
public record ConferenceSnapshot(
        String meetingId,
        String id,
        @Nullable String name,
        int loop,
        long ageNanos,
        ConferenceControl.SpeakerOrder speakers,
        List<EndpointSnapshot> endpoints) {}
