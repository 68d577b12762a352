/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.LoudestSources;
import org.hummingbridge.sfu.speech.Speaker;
import org.hummingbridge.sfu.speech.SpeakerIdentification;
import org.hummingbridge.sfu.speech.SpeechSettings;

/** The speech room as one conference uses it. Visitors take no part: they neither speak nor are they listed. */
final class ConferenceSpeech {
    private final SpeechSettings settings;
    private final SpeakerIdentification speakers;
    private final LoudestSources loudest;

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

    /** True if {@link #order} is worth telling again. */
    boolean onTick(final long now) {
        return speakers.onTick(now);
    }

    /** When {@link #onTick} decides next. */
    long nextDecisionNanos() {
        return speakers.nextDecisionNanos();
    }

    SpeakerOrder order() {
        return new SpeakerOrder(
                speakers.dominant(), speakers.order(), speakers.recent(), speakers.silence(), speakers.activity());
    }

    /** Everybody: speakers from the dominant one on, then those who never spoke, then visitors. */
    List<Endpoint> bySpeech(final Endpoint[] roster) {
        final Map<String, Endpoint> rest = new LinkedHashMap<>();
        for (final Endpoint endpoint : roster) {
            rest.put(endpoint.id(), endpoint);
        }
        final List<Endpoint> ordered = new ArrayList<>(roster.length);
        for (final String id : speakers.order()) {
            final Endpoint endpoint = rest.remove(id);
            if (endpoint != null) {
                ordered.add(endpoint);
            }
        }
        ordered.addAll(rest.values());
        return ordered;
    }
}
