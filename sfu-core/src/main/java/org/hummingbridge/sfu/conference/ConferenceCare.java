/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.media.MediaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What need not be looked at in every tick of a conference: who fell silent, who is to be given up, who sends, and whether anybody
 * is there at all. Never ends anything itself; the conference does, or who keeps it.
 */
final class ConferenceCare {
    private static final Logger LOG = LoggerFactory.getLogger(ConferenceCare.class);

    /** How soon a change of connectivity is noticed, and over what time a source counts as sending. */
    private static final long INTERVAL_NANOS = 500_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** How long a conference may be empty: time enough for a focus between creating it and inviting. */
    private static final long MAX_EMPTY_NANOS = 20_000_000_000L;

    private final Conference conference;
    private final Totals totals;
    private final Counters counters;
    private final Runnable abandoned;
    private final Due due;
    private long occupiedNanos;

    /** @param abandoned is run when nobody has been here for long */
    ConferenceCare(final Conference conference, final Totals totals, final Runnable abandoned, final long now) {
        this.conference = conference;
        this.totals = totals;
        this.counters = conference.home().counters();
        this.abandoned = abandoned;
        this.due = new Due(conference.due(), now);
        this.occupiedNanos = now;
    }

    void onTick(final long now) {
        if (due.take(now)) {
            due.by(now + INTERVAL_NANOS);
            for (final Endpoint endpoint : conference.roster()) {
                countSending(endpoint);
                review(endpoint, now);
            }
            reviewEmpty(now);
        }
        due.remind();
    }

    private void countSending(final Endpoint endpoint) {
        for (int i = 0; i < endpoint.sources().size(); i++) {
            final Source source = endpoint.sources().get(i);
            if (source.reviewSending() && source.type() == MediaType.VIDEO) {
                counters.add(Counter.VIDEO_MILLIS_RECEIVED, INTERVAL_NANOS / NANOS_PER_MILLI);
            }
        }
    }

    private void review(final Endpoint endpoint, final long now) {
        if (endpoint.activity().isExpired(now)) {
            LOG.info("{}/{}: expired, it has been silent for too long", conference.meetingId(), endpoint.id());
            totals.endpointsExpiredSilent.increment();
            conference.leave(endpoint);
        } else if (endpoint.activity().review(now) && !endpoint.isVisitor()) {
            final boolean active = endpoint.activity().isActive();
            (active ? totals.reconnected : totals.disconnected).increment();
            conference.tell(new ConferenceEvent.ConnectivityChanged(endpoint.id(), active));
        }
    }

    private void reviewEmpty(final long now) {
        if (conference.roster().length > 0) {
            occupiedNanos = now;
        } else if (now - occupiedNanos > MAX_EMPTY_NANOS) {
            LOG.info("{}: ended, nobody has been in it for a while", conference.meetingId());
            abandoned.run();
        }
    }
}
