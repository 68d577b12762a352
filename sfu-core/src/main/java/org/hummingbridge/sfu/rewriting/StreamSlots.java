/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.jspecify.annotations.Nullable;

/**
 * The SSRCs that one receiver is sent one type of media on, lent to sources. There are never more than the limit at once, and those of
 * sources that end while their senders stay go on with the next ones, since a client keeps an m-line for each SSRC that it was
 * ever told.
 *
 * <p>Video is lent by decision ({@link #activate}), audio when a packet is about to be sent ({@link #slotFor}); what is lent is
 * told by {@link MapAnnouncements}. A source that ends gives its slot back ({@link #release}), and with it the numbering that the
 * next one goes on with.
 *
 * @param <K> what tells sources apart; they are compared by {@code equals}
 * @param <T> what carries a stream's numbers on from source to source
 */
public final class StreamSlots<K, T> {
    /** The highest limit that makes sense: more m-lines than any client can handle. */
    public static final int MAX_SLOTS = 1000;

    /** Random numbers tried for an SSRC that is free; one in four thousand million is not. */
    private static final int MAX_DRAWS = 64;

    /** An audio slot that carried packets this recently is not taken away: two speakers would chop each other up. */
    private static final long HOLD_NANOS = 1_000_000_000L;

    private static final int NONE = 0;

    private final String midPrefix;
    private final int limit;
    private final boolean midDemux;
    private final RandomGenerator random;
    private final IntPredicate taken;
    private final StreamFactory<T> streams;
    private final List<Slot<K, T>> slots = new ArrayList<>();
    private final Map<K, Slot<K, T>> bySource = new HashMap<>();
    private final ArrayDeque<Slot<K, T>> free = new ArrayDeque<>();
    private final SsrcTable<Slot<K, T>> bySsrc;
    private long changes;

    /** Slots that were ever made: a mid is not used again. */
    private int made;

    /**
     * @param limit slots at most; 1 to {@link #MAX_SLOTS}
     * @param midDemux whether the receiver tells streams apart by MID
     * @param taken whether an SSRC is in use in the conference
     */
    public StreamSlots(
            final MediaType type,
            final int limit,
            final boolean midDemux,
            final RandomGenerator random,
            final IntPredicate taken,
            final StreamFactory<T> streams) {
        this.midPrefix = type == MediaType.VIDEO ? "v" : "a";
        this.limit = Math.clamp(limit, 1, MAX_SLOTS);
        this.midDemux = midDemux;
        this.random = random;
        this.taken = taken;
        this.streams = streams;
        this.bySsrc = new SsrcTable<>(2 * this.limit);
    }

    public int limit() {
        return limit;
    }

    /** Every slot that was made, in that order, those that are lent to nobody included. */
    public List<Slot<K, T>> slots() {
        return Collections.unmodifiableList(slots);
    }

    /** The slot that is lent to a source, or null. */
    public @Nullable Slot<K, T> of(final K source) {
        return bySource.get(source);
    }

    /** The slot that an SSRC in a receiver's feedback belongs to, of media or of retransmissions; null for one that is not ours. */
    public @Nullable Slot<K, T> bySsrc(final int ssrc) {
        return bySsrc.get(ssrc);
    }

    /**
     * Sees to it that every wanted source has a slot, as far as there are any; who has one keeps it. The least recently wanted of
     * the others makes room.
     *
     * @param wanted what is to be forwarded, the most important first
     * @param spare what may be wanted soon, the most important first: lent what is left, so that nothing needs telling then
     * @return the slots that are lent to another source than before
     */
    public List<Slot<K, T>> activate(final List<K> wanted, final List<K> spare, final long nowNanos) {
        for (final Slot<K, T> slot : slots) {
            slot.want(false);
        }
        final List<K> heard = wanted.subList(0, Math.min(limit, wanted.size()));
        for (final K source : heard) {
            final Slot<K, T> slot = bySource.get(source);
            if (slot != null) {
                slot.want(true);
                slot.touch(nowNanos);
            }
        }
        final List<Slot<K, T>> changed = new ArrayList<>();
        for (final K source : heard) {
            if (!bySource.containsKey(source)) {
                lendForVideo(source, nowNanos, changed);
            }
        }
        for (final K source : spare) {
            if (!bySource.containsKey(source)) {
                final Slot<K, T> slot = unused();
                if (slot == null) {
                    break;
                }
                lend(slot, source, nowNanos);
                changed.add(slot);
            }
        }
        return changed;
    }

    private void lendForVideo(final K source, final long nowNanos, final List<Slot<K, T>> changed) {
        Slot<K, T> slot = unused();
        if (slot == null) {
            slot = idlest(nowNanos);
        }
        if (slot != null) {
            lend(slot, source, nowNanos);
            slot.want(true);
            changed.add(slot);
        }
    }

    /**
     * The slot for a packet of the source that is about to be sent, lent now if need be. Null if every slot carried packets of
     * others just now.
     */
    public @Nullable Slot<K, T> slotFor(final K source, final long nowNanos) {
        Slot<K, T> slot = bySource.get(source);
        if (slot == null) {
            slot = unused();
            if (slot == null) {
                slot = idlest(nowNanos);
            }
            if (slot == null || (slot.source() != null && slot.idleNanos(nowNanos) < HOLD_NANOS)) {
                return null;
            }
            lend(slot, source, nowNanos);
        }
        slot.touch(nowNanos);
        return slot;
    }

    /** The source ended; its slot goes to the next one that needs any. */
    public void release(final K source) {
        final Slot<K, T> slot = bySource.remove(source);
        if (slot != null) {
            slot.giveBack();
            free.push(slot);
        }
    }

    /**
     * The source's sender left. Its slot is given up, since clients do not show anybody else on the SSRC of somebody who left; another
     * one takes its place when one is needed.
     */
    public void discard(final K source) {
        final Slot<K, T> slot = bySource.remove(source);
        if (slot != null) {
            slot.giveBack();
            slots.remove(slot);
            bySsrc.remove(slot.ssrc());
            bySsrc.remove(slot.rtxSsrc());
        }
    }

    /** Grows with every loan. */
    long changes() {
        return changes;
    }

    /** A slot that is nobody's: the one given back last, as a screen that is shared again then finds its own. */
    private @Nullable Slot<K, T> unused() {
        final Slot<K, T> slot = free.poll();
        return slot == null ? create() : slot;
    }

    private @Nullable Slot<K, T> create() {
        if (slots.size() >= limit) {
            return null;
        }
        final int ssrc = draw(NONE);
        final int rtxSsrc = draw(ssrc);
        if (ssrc == NONE || rtxSsrc == NONE) {
            return null;
        }
        final String mid = midDemux ? midPrefix + made++ : null;
        final Slot<K, T> slot = new Slot<>(ssrc, rtxSsrc, mid, streams.newStream(ssrc, rtxSsrc, mid));
        slots.add(slot);
        bySsrc.put(ssrc, slot);
        bySsrc.put(rtxSsrc, slot);
        return slot;
    }

    private int draw(final int other) {
        for (int i = 0; i < MAX_DRAWS; i++) {
            final int ssrc = random.nextInt();
            if (ssrc != NONE && ssrc != other && bySsrc.get(ssrc) == null && !taken.test(ssrc)) {
                return ssrc;
            }
        }
        return NONE;
    }

    /** Of the slots that are not wanted, the one that has been used least recently. */
    private @Nullable Slot<K, T> idlest(final long nowNanos) {
        Slot<K, T> found = null;
        for (int i = 0; i < slots.size(); i++) {
            final Slot<K, T> slot = slots.get(i);
            if (!slot.isWanted() && (found == null || slot.idleNanos(nowNanos) > found.idleNanos(nowNanos))) {
                found = slot;
            }
        }
        return found;
    }

    private void lend(final Slot<K, T> slot, final K source, final long nowNanos) {
        if (slot.source() != null) {
            bySource.remove(slot.borrower());
        }
        slot.lend(source, nowNanos);
        bySource.put(source, slot);
        changes++;
    }
}
