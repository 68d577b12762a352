/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wanted of each video source of a conference: the most that any receiver can use of it. Never looks at receivers that
 * did not change. Wants more at once, and less only after a while, lest encoders start anew whenever tiles move about.
 *
 * <p>{@link #poll} tells what has become due; it belongs into every tick, and costs nothing while nothing changes.
 */
public final class SenderConstraints {
    /** For how long less must be wanted until the sender is told. */
    public static final long HOLD_NANOS = 1_500_000_000L;

    /** Is told what to send to a sender. */
    public interface Listener {
        /**
         * The most that is wanted of a source became another.
         *
         * @param maxHeight pixels; 0 if nobody wants the source, {@link VideoConstraint#UNLIMITED} if somebody wants all of it
         */
        void onMaxHeight(String sourceName, int maxHeight);
    }

    private final Map<String, SourceDemand> bySource = new HashMap<>();
    private final List<SourceDemand> unsettled = new ArrayList<>();

    /** Begins with a source, whose sender is told of it even if nobody ever wants it. */
    public void add(final String sourceName, final long now) {
        if (!bySource.containsKey(sourceName)) {
            final SourceDemand demand = new SourceDemand(sourceName, now);
            bySource.put(sourceName, demand);
            settleLater(demand);
        }
    }

    public void remove(final String sourceName) {
        final SourceDemand demand = bySource.remove(sourceName);
        if (demand != null) {
            unsettled.remove(demand);
        }
    }

    /** Takes note of what a receiver can use of a source; of one that was not added, nothing is noted. */
    public void set(
            final String sourceName, final String receiverId, final VideoConstraint constraint, final long now) {
        final SourceDemand demand = bySource.get(sourceName);
        if (demand != null && demand.set(receiverId, constraint.wantsVideo() ? constraint.maxHeight() : 0, now)) {
            settleLater(demand);
        }
    }

    /** A receiver left. */
    public void forget(final String receiverId, final long now) {
        for (final SourceDemand demand : bySource.values()) {
            if (demand.set(receiverId, 0, now)) {
                settleLater(demand);
            }
        }
    }

    /** What the sender was told last, for a channel that opens later; {@link VideoConstraint#UNLIMITED} before that. */
    public int told(final String sourceName) {
        final SourceDemand demand = bySource.get(sourceName);
        return demand == null ? VideoConstraint.UNLIMITED : demand.told();
    }

    /** False while something has yet to be told. */
    public boolean poll(final long now, final Listener listener) {
        for (int i = unsettled.size() - 1; i >= 0; i--) {
            final SourceDemand demand = unsettled.get(i);
            if (demand.isDue(now)) {
                listener.onMaxHeight(demand.sourceName(), demand.tell());
            }
            if (demand.isSettled()) {
                unsettled.set(i, unsettled.getLast());
                unsettled.removeLast();
                demand.listed = false;
            }
        }
        return unsettled.isEmpty();
    }

    private void settleLater(final SourceDemand demand) {
        if (!demand.listed) {
            demand.listed = true;
            unsettled.add(demand);
        }
    }
}
