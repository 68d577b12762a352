/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import java.util.ArrayList;
import java.util.List;

/**
 * When one receiver is told which source comes on which SSRC, for one type of media. Says what to tell and which key frames to
 * ask for; never sends anything by itself.
 *
 * <p>Per tick: {@link #poll}, whose result is told if it is not empty, then, for video, {@link #keyframesDue}. Packets of a source
 * are sent from when its slot {@linkplain Slot#isTold is told}. {@link #reopened} whenever a way to the receiver opens.
 *
 * <p>A client begins to renegotiate when it is told of a new SSRC, and until that is over it ignores what else it is told of that
 * one; told of somebody whom it has not heard of by XMPP, it takes no note either. So the whole map is told again later, of which a
 * client takes what it has missed.
 */
public final class MapAnnouncements<K, T> {
    /** Between two messages: changes that come together are told together. */
    static final long MIN_INTERVAL_NANOS = 50_000_000L;

    /** After news, the whole map again: a renegotiation takes some 100 ms, on a weak device in a large call a second or two. */
    static final long[] REPEAT_NANOS = {300_000_000L, 1_000_000_000L, 3_000_000_000L};

    /** By then most clients have renegotiated and can show a new SSRC. */
    static final long ROOM_NANOS = 300_000_000L;

    private final StreamSlots<K, T> slots;

    /** Of {@link #REPEAT_NANOS} those that are due some time. */
    private final boolean[] armed = new boolean[REPEAT_NANOS.length];

    private final long[] repeatNanos = new long[REPEAT_NANOS.length];
    private long newsNanos;
    private long toldChanges;
    private long lastNanos;
    private boolean everTold;
    private boolean afresh;
    private boolean keyframes;

    public MapAnnouncements(final StreamSlots<K, T> slots) {
        this.slots = slots;
    }

    /** The receiver can be told things, perhaps for the first time: everything is told at the next {@link #poll}. */
    public void reopened() {
        afresh = true;
    }

    /** Whether neither {@link #poll} nor {@link #keyframesDue} has anything to say until a slot changes, or {@link #reopened}. */
    public boolean isQuiet() {
        boolean repeats = false;
        for (final boolean one : armed) {
            repeats |= one;
        }
        return !afresh && !keyframes && !repeats && slots.changes() == toldChanges;
    }

    /** The slots to tell of now; empty if there is nothing to tell. Each is lent to a source. */
    public List<Slot<K, T>> poll(final long nowNanos) {
        final boolean whole = afresh || isRepeatDue(nowNanos);
        if (!whole && slots.changes() == toldChanges) {
            return List.of();
        }
        if (everTold && !afresh && nowNanos - lastNanos < MIN_INTERVAL_NANOS) {
            return List.of();
        }
        final List<Slot<K, T>> tell = new ArrayList<>();
        boolean news = false;
        for (final Slot<K, T> slot : slots.slots()) {
            if (slot.source() != null && (whole || !slot.isTold())) {
                news |= !slot.isTold();
                news |= slot.tell(afresh, nowNanos + ROOM_NANOS);
                tell.add(slot);
            }
        }
        toldChanges = slots.changes();
        afresh = false;
        disarm(nowNanos);
        if (!tell.isEmpty()) {
            everTold = true;
            lastNanos = nowNanos;
            keyframes = true;
        }
        if (news) {
            arm(nowNanos);
        }
        return tell;
    }

    /**
     * The slots whose sources a key frame is to be asked for now, if they are being forwarded: once the receiver is told of them,
     * and again once it can have made room for an SSRC that is new.
     */
    public List<Slot<K, T>> keyframesDue(final long nowNanos) {
        if (!keyframes) {
            return List.of();
        }
        keyframes = false;
        List<Slot<K, T>> due = List.of();
        for (final Slot<K, T> slot : slots.slots()) {
            if (slot.takeKeyframe(nowNanos)) {
                due = plus(due, slot);
            }
            keyframes |= slot.waitsForKeyframe();
        }
        return due;
    }

    /** Looked at in every tick of a while, most of which find nothing. */
    private static <S> List<S> plus(final List<S> list, final S element) {
        final List<S> longer = list.isEmpty() ? new ArrayList<>() : list;
        longer.add(element);
        return longer;
    }

    private boolean isRepeatDue(final long nowNanos) {
        for (int i = 0; i < armed.length; i++) {
            if (armed[i] && nowNanos - repeatNanos[i] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What was due has been told. It is due again if there were news meanwhile, which would otherwise put it off for ever. */
    private void disarm(final long nowNanos) {
        for (int i = 0; i < armed.length; i++) {
            if (armed[i] && nowNanos - repeatNanos[i] >= 0) {
                repeatNanos[i] = newsNanos + REPEAT_NANOS[i];
                armed[i] = repeatNanos[i] - nowNanos > 0;
            }
        }
    }

    private void arm(final long nowNanos) {
        newsNanos = nowNanos;
        for (int i = 0; i < armed.length; i++) {
            if (!armed[i]) {
                armed[i] = true;
                repeatNanos[i] = nowNanos + REPEAT_NANOS[i];
            }
        }
    }
}
