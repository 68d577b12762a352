/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Arrays;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.rtp.SequenceNumber;

/**
 * Which of a source's encodings one receiver is given. Goes over to another only at its key frames: upwards as soon as one comes
 * that is no higher than wanted, downwards to the wanted one or the next below it that there is, and to any that is no higher than
 * wanted where there is nothing to lose because the present one has ended.
 */
final class EncodingChoice {
    static final int NONE = -1;

    /** An encoding of which nothing was heard while others came for so long is taken to be switched off. */
    static final long SILENCE_NANOS = 300_000_000;

    /**
     * After so long unheard, the newest sequence number of an encoding says nothing any more: half a circle of them takes 5 s at 60
     * Mbit/s. Sooner it tells late packets, with which nothing may begin.
     */
    static final long FORGOTTEN_NANOS = 5_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final int[] newestSequences;
    private final long[] heardNanos;

    /** When others were heard first since the last packet of an encoding. */
    private final long[] othersSinceNanos;

    private final boolean[] flowing;
    private int target = LayerId.SUSPENDED;
    private int current = NONE;
    private boolean active;
    private long now;

    EncodingChoice(final int encodings) {
        newestSequences = new int[encodings];
        heardNanos = new long[encodings];
        othersSinceNanos = new long[encodings];
        flowing = new boolean[encodings];
        Arrays.fill(othersSinceNanos, NEVER);
        Arrays.fill(newestSequences, NONE);
    }

    void target(final int layerId, final long nowNanos) {
        now = nowNanos;
        if (target == LayerId.SUSPENDED) {
            // Nobody listened meanwhile, so silence means nothing.
            Arrays.fill(othersSinceNanos, NEVER);
        }
        if (layerId > target) {
            forgetUnheard();
        }
        target = layerId;
        if (layerId == LayerId.SUSPENDED) {
            active = false;
        }
    }

    int target() {
        return target;
    }

    /** Packets of encodings that are not wanted do not come here. */
    private void forgetUnheard() {
        for (int i = 0; i < newestSequences.length; i++) {
            if (now - heardNanos[i] > FORGOTTEN_NANOS) {
                newestSequences[i] = NONE;
            }
        }
    }

    /** Takes note of a packet; true if no later one of its encoding came before. */
    boolean onPacket(final int encoding, final int sequence, final long nowNanos) {
        now = nowNanos;
        for (int i = 0; i < othersSinceNanos.length; i++) {
            if (i != encoding && othersSinceNanos[i] == NEVER) {
                othersSinceNanos[i] = nowNanos;
            }
        }
        othersSinceNanos[encoding] = NEVER;
        heardNanos[encoding] = nowNanos;
        flowing[encoding] = true;
        final boolean newest =
                newestSequences[encoding] == NONE || SequenceNumber.isNewer(sequence, newestSequences[encoding]);
        if (newest) {
            newestSequences[encoding] = sequence;
        }
        return newest;
    }

    void onStopped(final int encoding) {
        flowing[encoding] = false;
    }

    /** Whether the stream is to go on with this encoding, of which a key frame has come. */
    boolean takes(final int encoding) {
        if (target == LayerId.SUSPENDED) {
            return false;
        }
        final int wanted = LayerId.encoding(target);
        if (!active) {
            return encoding <= wanted;
        }
        if (encoding == current) {
            return true;
        }
        return encoding <= wanted
                && (encoding == wanted || encoding > current || !isFlowing(current) || encoding == wantsKeyframe());
    }

    void begin(final int encoding) {
        current = encoding;
        active = true;
    }

    /** The present encoding cannot be gone on with before a key frame. */
    void stall() {
        active = false;
    }

    /** The present encoding is nobody's any more. */
    void leave() {
        active = false;
        current = NONE;
    }

    /** The encoding that packets are taken from, even if only to finish a frame; {@link #NONE} if there is none. */
    int current() {
        return current;
    }

    /** Whether new frames of {@link #current} are taken. */
    boolean isActive() {
        return active;
    }

    /** The limit for {@link LayerSelection#decide} within the present encoding. */
    int limit() {
        if (!active) {
            return LayerId.SUSPENDED;
        }
        final int wanted = LayerId.encoding(target);
        if (wanted == current) {
            return LayerId.of(0, LayerId.spatialId(target), LayerId.temporalId(target));
        }
        return LayerId.of(0, LayerId.MAX_SPATIAL - 1, wanted > current ? LayerId.MAX_TEMPORAL - 1 : 0);
    }

    /** The encoding whose key frame would bring the receiver nearer to what is wanted; {@link #NONE} if it has that. */
    int wantsKeyframe() {
        if (target == LayerId.SUSPENDED) {
            return NONE;
        }
        final int wanted = LayerId.encoding(target);
        if (active && current == wanted && isFlowing(current)) {
            return NONE;
        }
        for (int encoding = wanted; encoding >= 0; encoding--) {
            if (isFlowing(encoding)) {
                return active && encoding == current ? NONE : encoding;
            }
        }
        return wanted;
    }

    private boolean isFlowing(final int encoding) {
        final long others = othersSinceNanos[encoding];
        return flowing[encoding] && (others == NEVER || now - others <= SILENCE_NANOS);
    }
}
