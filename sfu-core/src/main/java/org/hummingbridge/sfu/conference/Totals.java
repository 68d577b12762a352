/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what happens rarely, added to by any thread. */
final class Totals {
    final LongAdder conferencesCreated = new LongAdder();
    final LongAdder conferencesCompleted = new LongAdder();
    final LongAdder conferenceNanos = new LongAdder();
    final LongAdder endpointsCreated = new LongAdder();
    final LongAdder visitorsCreated = new LongAdder();
    final LongAdder endpointsExpiredSilent = new LongAdder();
    final LongAdder disconnected = new LongAdder();
    final LongAdder reconnected = new LongAdder();
    final LongAdder dominantSpeakerChanges = new LongAdder();

    EndpointTotals read() {
        return new EndpointTotals(
                conferencesCreated.sum(),
                conferencesCompleted.sum(),
                conferenceNanos.sum(),
                endpointsCreated.sum(),
                visitorsCreated.sum(),
                endpointsExpiredSilent.sum(),
                disconnected.sum(),
                reconnected.sum(),
                dominantSpeakerChanges.sum());
    }
}
