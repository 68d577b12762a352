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

    private static final int SEQUENCE_MASK = 0xffff;

    /** 10 s of packets. What seems older is of a new numbering, or comes after a pause of many minutes. */
    private static final int MAX_LATE_PACKETS = 512;

    private final SilenceFilter silence;
    private final SpeakerIdentification speakers;
    private final LoudestSources loudest;
    private boolean started;
    private int newest;
    private boolean askedFor;

    /** Length of the stretch that is being left out, in sequence numbers; 0 if none is. */
    private long hole;

    public AudioGate(
            final SpeechSettings settings, final SpeakerIdentification speakers, final LoudestSources loudest) {
        this.silence = new SilenceFilter(settings.silence());
        this.speakers = speakers;
        this.loudest = loudest;
    }

    /** Somebody wants this source by name, so that it is forwarded even if others are louder. */
    public void askedFor(final boolean nowAskedFor) {
        askedFor = nowAskedFor;
    }

    /**
     * Per packet, in order of arrival.
     *
     * @param speaker who sends it; null if that one takes no part in the conversation
     * @param level in -dBov, or {@link #NO_LEVEL}
     */
    public Verdict onPacket(final int sequence, final @Nullable Speaker speaker, final int level, final long nowNanos) {
        final int ahead = started ? SequenceNumber.distance(sequence, newest) : 1;
        if (ahead <= 0 && ahead > -MAX_LATE_PACKETS) {
            return -ahead < hole ? Verdict.LATE : Verdict.FORWARD;
        }
        started = true;
        newest = sequence;
        final Verdict verdict = judge(speaker, level, nowNanos);
        if (verdict != Verdict.FORWARD) {
            hole += hole == 0 ? 1 : ahead & SEQUENCE_MASK;
            return verdict;
        }
        final boolean resumes = hole > 0;
        hole = 0;
        return resumes ? Verdict.RESUME : verdict;
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
        return loud || askedFor ? Verdict.FORWARD : Verdict.NOT_LOUDEST;
    }
}
