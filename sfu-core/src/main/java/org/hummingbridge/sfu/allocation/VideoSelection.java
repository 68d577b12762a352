/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which video sources a receiver is given: those on its stage first, then those it selected, then the speakers' order. */
public final class VideoSelection {
    private VideoSelection() {}

    /**
     * The names of the sources to send, the most wanted first.
     *
     * @param limit most sources that anybody may have; -1 for no limit
     * @param bySpeaker the names of all video sources that there are, in the order of their senders' last speech
     */
    public static Set<String> choose(
            final ReceiverConstraints wishes, final int limit, final Collection<String> bySpeaker) {
        final Set<String> existing = new LinkedHashSet<>(bySpeaker);
        final Set<String> ranked = new LinkedHashSet<>(wishes.onStage());
        ranked.addAll(wishes.selected());
        ranked.retainAll(existing);
        ranked.addAll(existing);
        ranked.removeIf(name -> !wishes.of(name).wantsVideo());
        final int most = lower(wishes.lastN(), limit);
        if (most >= 0 && ranked.size() > most) {
            final Set<String> chosen = new LinkedHashSet<>();
            ranked.stream().limit(most).forEach(chosen::add);
            return chosen;
        }
        return ranked;
    }

    /** The lower of two limits, of which negative ones do not count. */
    private static int lower(final int one, final int other) {
        if (one < 0) {
            return other;
        }
        return other < 0 ? one : Math.min(one, other);
    }
}
