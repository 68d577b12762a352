/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import org.hummingbridge.sfu.rtp.AudioLevel;

/**
 * Picks the loudest of a conference, by levels that are smoothed so that a pause between words costs nobody the place. Never cuts a
 * word's end: who falls behind is forwarded a little longer, and meanwhile more than the wanted number are. Confined to the
 * conference's loop.
 */
public final class LoudestSources {
    /** More voices at once are noise; bounds the work per packet. */
    static final int MAX_LOUDEST = 50;

    private static final long HOLD_NANOS = 500_000_000;

    private final SpeechSettings.Loudest settings;
    private final SpeakerIdentification speakers;

    /** The loudest first. */
    private final Speaker[] ranking;

    private int ranked;

    public LoudestSources(final SpeechSettings settings, final SpeakerIdentification speakers) {
        this.settings = settings.loudest();
        this.speakers = speakers;
        this.ranking = new Speaker[Math.min(MAX_LOUDEST, this.settings.count())];
    }

    /** Per packet: takes its level and says whether it is to be forwarded. */
    public boolean shouldForward(final Speaker speaker, final int level, final long nowNanos) {
        if (!settings.only() || ranking.length == 0) {
            return true;
        }
        speaker.energy().onPacket(AudioLevel.SILENT - (level & AudioLevel.SILENT), settings, nowNanos);
        remove(speaker, nowNanos);
        insert(speaker, nowNanos);
        return speaker.energy().wasLoudestWithin(HOLD_NANOS, nowNanos)
                || (settings.alwaysDominant() && speakers.isDominant(speaker));
    }

    /** Takes {@code speaker} out of the ranking, and with it who left or was not heard of. */
    private void remove(final Speaker speaker, final long now) {
        int kept = 0;
        for (int i = 0; i < ranked; i++) {
            final Speaker other = ranking[i];
            if (other != speaker && !other.hasLeft() && !other.energy().isStale(settings.expiryNanos(), now)) {
                ranking[kept++] = other;
            }
        }
        ranked = kept;
    }

    private void insert(final Speaker speaker, final long now) {
        int at = ranked;
        while (at > 0 && ranking[at - 1].energy().smoothed() < speaker.energy().smoothed()) {
            at--;
        }
        if (at < ranking.length) {
            ranked = Math.min(ranking.length, ranked + 1);
            System.arraycopy(ranking, at, ranking, at + 1, ranked - 1 - at);
            ranking[at] = speaker;
            speaker.energy().markLoudest(now);
        }
    }
}
