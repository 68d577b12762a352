/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.jspecify.annotations.Nullable;

/**
 * Plays a call in memory, so that the first real one meets compiled code: a burst of ten key frames takes 40 ms of a core that
 * interprets it, and 2 ms of one that does not. Goes the real ways of a packet from datagrams that were read to datagrams that are
 * staged to be sent, and has a loop, a bridge, counters and clients of its own, of which nothing is left behind.
 *
 * <p>Once, by any thread, which it keeps busy.
 */
public final class Rehearsal {
    private static final int PARTICIPANTS = 5;
    private static final int KEY_FRAME_PACKETS = 12;
    private static final int FRAME_PACKETS = 4;
    private static final int VIDEO_BYTES = 1100;
    private static final int AUDIO_BYTES = 80;
    private static final int LOSS_INTERVAL = 4;
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

    private Rehearsal() {}

    /**
     * How much is played: so many frames of each participant, or what fits into the time.
     *
     * @param limitMillis a frame that has begun is played to its end
     */
    public record Budget(int frames, long limitMillis) {
        /**
         * Measured on one core: p99 of the first call's first second 18.6 ms with no frame, 6.3 with 20, 2.5 to 5.5 with 60, which
         * take 0.2 s and need the profiles of the class cache. The time is for slow machines.
         */
        public static final Budget BEFORE_READY = new Budget(60, 300);

        /** Enough for the last of the compilers on the way of an ordinary packet. */
        public static final Budget TRAINING = new Budget(1000, 20_000);
    }

    /**
     * What was played.
     *
     * @param failure why nothing more could be played; null: all is well, though the time may have been up
     * @param forwarded RTP packets sent to receivers
     * @param keyFrames that the bridge got from senders
     * @param repaired packets that receivers asked for again and got
     * @param recovered packets that the bridge asked for again and got
     * @param reports RTCP packets that the bridge got
     */
    public record Account(
            @Nullable String failure, long forwarded, long keyFrames, long repaired, long recovered, long reports) {
        /** No call was played. */
        public static final Account NOTHING = failed(null);

        static Account failed(final @Nullable String reason) {
            return new Account(reason, 0, 0, 0, 0, 0);
        }
    }

    /** Never throws: whatever is wrong, the bridge can do without. */
    public static Account play(final SrtpCiphers ciphers, final SecureRandom random, final Budget budget) {
        final long start = System.nanoTime();
        try (RehearsalCall call = new RehearsalCall(PARTICIPANTS, true, ciphers, random)) {
            if (!call.connect()) {
                return Account.failed("the participants could not be connected");
            }
            final long limitNanos = TimeUnit.MILLISECONDS.toNanos(budget.limitMillis());
            for (int frame = 0; frame < budget.frames() && System.nanoTime() - start < limitNanos; frame++) {
                playFrame(call, frame);
            }
            return account(call);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Account.failed(e.toString());
        }
    }

    /** A frame of everybody in one read batch, as after a key frame is asked of all, then everybody's audio by itself. */
    private static void playFrame(final RehearsalCall call, final int frame) {
        for (int place = 0; place < call.size(); place++) {
            if (call.keyWanted(place)) {
                call.frame(place, KEY_FRAME_PACKETS, VIDEO_BYTES);
            } else if (frame % LOSS_INTERVAL == place) {
                call.frameWithLoss(place, FRAME_PACKETS, VIDEO_BYTES);
            } else {
                call.frame(place, FRAME_PACKETS, VIDEO_BYTES);
            }
        }
        call.readBatch();
        call.settle(FRAME_NANOS / 2);
        for (int place = 0; place < call.size(); place++) {
            call.audio(place, AUDIO_BYTES);
            call.readBatch();
            call.settle(FRAME_NANOS / 2 / call.size());
        }
    }

    private static Account account(final RehearsalCall call) {
        final Counters counters = call.counters();
        final long failures = counters.get(Counter.LOOP_FAILURES);
        return new Account(
                failures == 0 ? null : failures + " packets or ticks failed, see the log",
                counters.get(Counter.RTP_FORWARDED),
                counters.get(Counter.KEYFRAMES_RECEIVED),
                call.repaired(),
                counters.get(Counter.RTX_RECOVERED),
                counters.get(Counter.RTCP_RECEIVED));
    }
}
