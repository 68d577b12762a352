/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.util.Locale;
import org.hummingbridge.bench.call.Load;

/** The loads for which there are figures of other bridges to compare with, and the step of a ramp. */
enum Scenario {
    /** Ten people who see each other. */
    A(1, 10, 10, 1_000_000),
    /** A talk to fifty. */
    B(1, 51, 1, 1_000_000),
    /** Twenty small rooms without video. */
    C(20, 5, 5, 0),
    /** Twenty people in a gallery. */
    D(1, 20, 20, 300_000),
    /** The unit of a ramp: five people who see each other. */
    RAMP(1, 5, 5, 500_000);

    final int conferences;
    final int participants;
    final int senders;
    final long videoBps;

    Scenario(final int conferences, final int participants, final int senders, final long videoBps) {
        this.conferences = conferences;
        this.participants = participants;
        this.senders = senders;
        this.videoBps = videoBps;
    }

    Load load(final LoadOptions options) {
        return new Load(
                name().toLowerCase(Locale.ROOT),
                options.conferences == null ? conferences : options.conferences,
                options.participants == null ? participants : options.participants,
                options.senders == null
                        ? Math.min(senders, options.participants == null ? senders : options.participants)
                        : options.senders,
                options.videoKbps == null ? videoBps : options.videoKbps * 1000L,
                !options.noAudio,
                options.simulcast,
                options.temporalLayers,
                options.pacing,
                (long) (options.burstMillis * 1e6),
                options.channel);
    }
}
