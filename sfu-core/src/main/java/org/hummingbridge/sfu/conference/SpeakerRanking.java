/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who spoke last, judged from audio levels (RFC 6464) alone. Somebody becomes dominant by speaking for a while when the present
 * one has paused, so that a cough changes nothing.
 */
final class SpeakerRanking {
    /** In -dBov; speech at a microphone lies above, room noise below. */
    private static final int SPEECH_LEVEL = 50;

    private static final long MIN_SPEECH_NANOS = 300_000_000L;
    private static final long PAUSE_NANOS = 500_000_000L;

    private @Nullable Endpoint dominant;

    /** Loop only, per audio packet. */
    void onAudioLevel(final Endpoint endpoint, final int level, final long now) {
        if (level > SPEECH_LEVEL) {
            return;
        }
        final SpeechTimes speech = endpoint.speech();
        speech.heard(now, PAUSE_NANOS);
        if (endpoint != dominant
                && speech.lastedNanos(now) >= MIN_SPEECH_NANOS
                && (dominant == null || !dominant.speech().isSpeaking(now, PAUSE_NANOS))) {
            dominant = endpoint;
        }
    }

    void left(final Endpoint endpoint) {
        if (dominant == endpoint) {
            dominant = null;
        }
    }

    /** The dominant one first, then whoever spoke last. */
    Endpoint[] bySpeech(final Endpoint[] roster) {
        final Endpoint[] byRecency = roster.clone();
        Arrays.sort(
                byRecency,
                Comparator.comparing((Endpoint e) -> e != dominant)
                        .thenComparing(e -> e.speech().lastNanos(), Comparator.reverseOrder()));
        return byRecency;
    }

    ConferenceControl.SpeakerOrder order(final Endpoint[] roster) {
        return new ConferenceControl.SpeakerOrder(
                dominant == null ? null : dominant.id(),
                Stream.of(bySpeech(roster)).map(Endpoint::id).toList(),
                List.of(),
                false);
    }
}
