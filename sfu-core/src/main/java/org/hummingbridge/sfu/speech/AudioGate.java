/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one audio source which packets are worth forwarding: not those of a muted microphone, nor those of who is not among
 * the loudest. Never lets a late packet into a stretch that was left out, so that what is forwarded can be renumbered without a
 * gap.
 */
public final class AudioGate {
    /** The level of a packet that does not tell. It is forwarded, since nothing speaks against it. */
    public static final int NO_LEVEL = -1;

    /** What to do with a packet. */
    public enum Verdict {
        FORWARD,
        /** Forward it, and let what was left out before it look like nothing. */
        RESUME,
        /** Drop: digital silence. */
        SILENT,
        /** Drop: others are louder. */
        NOT_LOUDEST,
        /** Drop: from before packets that were forwarded as if it had not been. */
        LATE
    }

    private final SilenceFilter silence;
    private final SpeakerIdentification speakers;
    private final LoudestSources loudest;
    private boolean started;
    private int newest;
    private boolean leavingOut;
    private int lastForwarded;

    public AudioGate(
            final SpeechSettings settings, final SpeakerIdentification speakers, final LoudestSources loudest) {
        this.silence = new SilenceFilter(settings.silence());
        this.speakers = speakers;
        this.loudest = loudest;
    }

    /**
     * Per packet, in order of arrival.
     *
     * @param speaker who sends it; null if that one takes no part in the conversation
     * @param level in -dBov, or {@link #NO_LEVEL}
     */
    public Verdict onPacket(final int sequence, final @Nullable Speaker speaker, final int level, final long nowNanos) {
        if (started && !SequenceNumber.isNewer(sequence, newest)) {
            return leavingOut && SequenceNumber.isNewer(sequence, lastForwarded) ? Verdict.LATE : Verdict.FORWARD;
        }
        if (!started) {
            started = true;
            lastForwarded = sequence - 1;
        }
        newest = sequence;
        final Verdict verdict = judge(speaker, level, nowNanos);
        if (verdict != Verdict.FORWARD) {
            leavingOut = true;
            return verdict;
        }
        lastForwarded = sequence;
        if (leavingOut) {
            leavingOut = false;
            return Verdict.RESUME;
        }
        return verdict;
    }

    private Verdict judge(final @Nullable Speaker speaker, final int level, final long now) {
        boolean loud = true;
        if (speaker != null && level != NO_LEVEL) {
            speakers.onAudioLevel(speaker, level, now);
            loud = loudest.shouldForward(speaker, level, now);
        }
        if (!silence.passes(level)) {
            return Verdict.SILENT;
        }
        return loud ? Verdict.FORWARD : Verdict.NOT_LOUDEST;
    }
}
