/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.jspecify.annotations.Nullable;

/**
 * Says who speaks in one conference, as a listener would: who goes on talking, not who coughs, types or sits beside a fan. Compares
 * the activity of the last frame, of 100 ms and of a second (Volfin and Cohen, "Dominant speaker identification for multipoint
 * videoconferencing", 2012). Never names somebody who has not spoken or has left.
 *
 * <p>Confined to the conference's loop. Order of calls: {@link #join}, {@link #onAudioLevel} for each packet, {@link #leave};
 * {@link #onTick} at least every 100 ms, and after it, if it says so, whoever wants to know asks for the rest.
 */
public final class SpeakerIdentification {
    /** How often is decided: slower than syllables, faster than people wait for a picture. */
    private static final long DECISION_NANOS = 300_000_000;

    /** Tenths of a second that somebody must have filled with speech; a cough or a "mm-hm" does not. */
    private static final int MIN_LASTING = 5;

    /** Rates of the paper's section III for intervals of one frame, five and fifty. */
    private static final ActivityScale IMMEDIATE = new ActivityScale(Speaker.UNITS, 0.78);

    private static final ActivityScale MEDIUM = new ActivityScale(Activity.MEDIUM_FRAMES, 24);
    private static final ActivityScale LONG = new ActivityScale(Activity.LONG_PARTS, 47);

    /** A challenger's newest frame is speech and the dominant speaker's is not; nothing less gives this ratio. */
    private static final double IMMEDIATE_RATIO = 3;

    /** Four active frames against one, which is what typing leaves; between two people who speak it is not reached. */
    private static final double MEDIUM_RATIO = 1.5;

    /** Half as much again in the last second, so that two who speak at once do not take turns. */
    private static final double LONG_RATIO = 0.4;

    private final SpeechSettings settings;

    /** Those who spoke, the latest dominant one first, then the others in the order in which they joined. */
    private final List<Speaker> order = new ArrayList<>();

    private boolean started;
    private boolean changed;
    private long nextDecisionNanos;
    private long lastSpeechNanos;
    private boolean silence;

    public SpeakerIdentification(final SpeechSettings settings) {
        this.settings = settings;
    }

    public Speaker join(final String endpointId) {
        final Speaker speaker = new Speaker(endpointId);
        order.add(speaker);
        return speaker;
    }

    public void leave(final Speaker speaker) {
        speaker.markLeft();
        if (order.remove(speaker) && speaker.hasSpoken()) {
            changed = true;
            silence &= dominantSpeaker() != null;
        }
    }

    /**
     * Per packet.
     *
     * @param level in -dBov
     */
    public void onAudioLevel(final Speaker speaker, final int level, final long nowNanos) {
        speaker.onAudioLevel(level & AudioLevel.SILENT, nowNanos);
    }

    /** Decides when it is time to. Returns whether the dominant speaker, the recent ones or silence changed since the last call. */
    public boolean onTick(final long nowNanos) {
        if (!started) {
            started = true;
            nextDecisionNanos = nowNanos;
            lastSpeechNanos = nowNanos;
        }
        if (nowNanos - nextDecisionNanos >= 0) {
            nextDecisionNanos = nowNanos + DECISION_NANOS;
            decide(nowNanos);
        }
        final boolean before = changed;
        changed = false;
        return before;
    }

    /** When {@link #onTick} decides next, behind its first call. */
    public long nextDecisionNanos() {
        return nextDecisionNanos;
    }

    private void decide(final long now) {
        boolean speech = false;
        for (int i = 0; i < order.size(); i++) {
            final Speaker speaker = order.get(i);
            speaker.onTick(now);
            speech |= speaker.activity().lasting() > 0;
        }
        final Speaker challenger = challenger();
        if (challenger != null) {
            challenger.markSpoken();
            order.remove(challenger);
            order.addFirst(challenger);
            changed = true;
        }
        lookForSilence(speech, now);
    }

    private @Nullable Speaker challenger() {
        final Speaker dominant = dominantSpeaker();
        Speaker best = null;
        for (int i = 0; i < order.size(); i++) {
            final Speaker speaker = order.get(i);
            if (speaker != dominant
                    && speaker.activity().lasting() >= MIN_LASTING
                    && (dominant == null || surpasses(speaker, dominant))
                    && (best == null
                            || speaker.activity().lasting() > best.activity().lasting())) {
                best = speaker;
            }
        }
        return best;
    }

    private static boolean surpasses(final Speaker challenger, final Speaker dominant) {
        final Activity mine = challenger.activity();
        final Activity other = dominant.activity();
        return IMMEDIATE.ratio(challenger.immediate(), dominant.immediate()) > IMMEDIATE_RATIO
                && MEDIUM.ratio(mine.medium(), other.medium()) > MEDIUM_RATIO
                && LONG.ratio(mine.lasting(), other.lasting()) > LONG_RATIO;
    }

    private void lookForSilence(final boolean speech, final long now) {
        if (speech) {
            lastSpeechNanos = now;
        }
        final boolean nowSilent = settings.detectsSilence()
                && dominantSpeaker() != null
                && now - lastSpeechNanos >= settings.silenceTimeoutNanos();
        changed |= nowSilent != silence;
        silence = nowSilent;
    }

    private @Nullable Speaker dominantSpeaker() {
        return order.isEmpty() || !order.getFirst().hasSpoken() ? null : order.getFirst();
    }

    boolean isDominant(final Speaker speaker) {
        return speaker == dominantSpeaker();
    }

    /** Who speaks or spoke last; once that one has left, who did before; null if nobody has spoken. */
    public @Nullable String dominant() {
        final Speaker dominant = dominantSpeaker();
        return dominant == null ? null : dominant.endpointId();
    }

    /** The dominant speaker and those before, newest first; at most as many as the settings say. */
    public List<String> recent() {
        return first(recentSize());
    }

    /** How many of the {@link #order}, its first, are {@link #recent}. */
    public int recentSize() {
        int count = 0;
        while (count < order.size()
                && count < settings.recentSpeakers()
                && order.get(count).hasSpoken()) {
            count++;
        }
        return count;
    }

    /** How many there are in the {@link #order}. */
    public int size() {
        return order.size();
    }

    /** Whose place in the {@link #order} that is. */
    public String endpointId(final int place) {
        return order.get(place).endpointId();
    }

    /** Everybody: the recent speakers first, then the others in the order in which they joined. */
    public List<String> order() {
        return first(order.size());
    }

    /** A list of its own, in the one array that it needs. */
    private List<String> first(final int count) {
        final String[] ids = new String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = order.get(i).endpointId();
        }
        return Collections.unmodifiableList(Arrays.asList(ids));
    }

    /** Tells every speaker its place in {@link #order}. */
    public void number() {
        for (int i = 0; i < order.size(); i++) {
            order.get(i).place = i;
        }
    }

    /** Whether nobody has spoken for a while after somebody had; false unless the settings ask for it. */
    public boolean silence() {
        return silence;
    }

    /** What the decisions rest on, for people who wonder about them; in the order of {@link #order}. */
    public List<SpeakerActivity> activity() {
        return order.stream()
                .map(s -> new SpeakerActivity(
                        s.endpointId(),
                        s.level(),
                        s.noiseLevel(),
                        IMMEDIATE.score(s.immediate()),
                        MEDIUM.score(s.activity().medium()),
                        LONG.score(s.activity().lasting())))
                .toList();
    }
}
