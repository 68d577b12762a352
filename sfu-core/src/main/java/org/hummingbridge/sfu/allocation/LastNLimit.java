/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many videos the operator lets a receiver have. Never more than the receiver itself asks for.
 *
 * @param everywhere in every conference; {@link #UNLIMITED} for no limit
 * @param bySize in conferences of that many endpoints or more
 */
public record LastNLimit(int everywhere, NavigableMap<Integer, Integer> bySize) {
    public static final int UNLIMITED = -1;

    public static final LastNLimit NONE = new LastNLimit(UNLIMITED, new TreeMap<>());

    /**
     * The number of videos that a receiver is given.
     *
     * @param wanted by itself
     * @param endpoints in the conference
     * @param reduced while the bridge is overloaded, see {@link LoadReducer#lastN}
     * @param most that the receiver can have for another reason, such as its number of SSRCs
     */
    public int of(final int wanted, final int endpoints, final int reduced, final int most) {
        final Map.Entry<Integer, Integer> ofSize = bySize.floorEntry(endpoints);
        final int limit = lower(everywhere, ofSize == null ? UNLIMITED : ofSize.getValue());
        return lower(lower(wanted, limit), lower(reduced, most));
    }

    /** The lower of two limits, of which negative ones do not count. */
    public static int lower(final int one, final int other) {
        if (one < 0) {
            return other;
        }
        return other < 0 ? one : Math.min(one, other);
    }
}
