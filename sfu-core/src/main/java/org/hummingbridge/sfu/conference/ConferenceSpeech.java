/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Arrays;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.LoudestSources;
import org.hummingbridge.sfu.speech.Speaker;
import org.hummingbridge.sfu.speech.SpeakerIdentification;
import org.hummingbridge.sfu.speech.SpeechSettings;
import org.jspecify.annotations.Nullable;

/** The speech room as one conference uses it. Visitors take no part: they neither speak nor are they listed. */
final class ConferenceSpeech {
    private final SpeechSettings settings;
    private final SpeakerIdentification speakers;
    private final LoudestSources loudest;
    private final SpeakerBoard board = new SpeakerBoard();

    /** Speakers by their place, then the others. */
    private @Nullable Endpoint[] ordered = new Endpoint[0];

    ConferenceSpeech(final SpeechSettings settings) {
        this.settings = settings;
        this.speakers = new SpeakerIdentification(settings);
        this.loudest = new LoudestSources(settings, speakers);
    }

    Speaker join(final String endpointId) {
        return speakers.join(endpointId);
    }

    void leave(final Speaker speaker) {
        speakers.leave(speaker);
    }

    /** For one audio source. */
    AudioGate gate() {
        return new AudioGate(settings, speakers, loudest);
    }

    /** True if the {@link #board} shows something new. */
    boolean onTick(final long now) {
        final boolean changed = speakers.onTick(now);
        if (changed) {
            board.write(speakers);
        }
        return changed;
    }

    /** When {@link #onTick} decides next. */
    long nextDecisionNanos() {
        return speakers.nextDecisionNanos();
    }

    @Nullable
    String dominant() {
        return speakers.dominant();
    }

    /** The order without what it rests on, as {@link #onTick} found it last; for other threads. */
    SpeakerBoard board() {
        return board;
    }

    /** The order of this moment, with what it rests on. */
    SpeakerOrder explained() {
        return new SpeakerOrder(
                speakers.dominant(), speakers.order(), speakers.recent(), speakers.silence(), speakers.activity());
    }

    /**
     * Everybody: speakers from the dominant one on, then those who never spoke, then visitors.
     *
     * @return an array with gaps, valid until the next call
     */
    @Nullable
    Endpoint[] bySpeech(final Endpoint[] roster) {
        if (ordered.length != 2 * roster.length) {
            ordered = new Endpoint[2 * roster.length];
        }
        Arrays.fill(ordered, null);
        speakers.number();
        int others = roster.length;
        for (final Endpoint endpoint : roster) {
            final Speaker speaker = endpoint.speaker();
            if (speaker != null && speaker.place() < roster.length) {
                ordered[speaker.place()] = endpoint;
            } else {
                ordered[others++] = endpoint;
            }
        }
        return ordered;
    }
}
