/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A small map from SSRC to what belongs to it, by open addressing. Look-ups allocate nothing; for one thread only. Holds at
 * most the number of entries it was made for.
 */
public final class SsrcTable<T> {
    private static final int MIN_CELLS = 8;

    private final int maxEntries;
    private int[] keys = new int[MIN_CELLS];
    private @Nullable Object[] values = new Object[MIN_CELLS];
    private int size;

    public SsrcTable(final int maxEntries) {
        this.maxEntries = maxEntries;
    }

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put() writes values
    public @Nullable T get(final int ssrc) {
        return (T) values[cellOf(ssrc)];
    }

    /** Adds or replaces an entry; false if a new one would exceed the bound. */
    public boolean put(final int ssrc, final T value) {
        int cell = cellOf(ssrc);
        if (values[cell] == null) {
            if (size >= maxEntries) {
                return false;
            }
            if (2 * (size + 1) > keys.length) {
                resize(2 * keys.length);
                cell = cellOf(ssrc);
            }
            keys[cell] = ssrc;
            size++;
        }
        values[cell] = value;
        return true;
    }

    /** Removes and returns the entry, or null. */
    @SuppressWarnings("unchecked") // only put() writes values
    public @Nullable T remove(final int ssrc) {
        int hole = cellOf(ssrc);
        final Object removed = values[hole];
        if (removed == null) {
            return null;
        }
        values[hole] = null;
        size--;
        // Close the gap, so that probing never needs tombstones (Knuth, 6.4 algorithm R).
        final int mask = keys.length - 1;
        for (int cell = (hole + 1) & mask; values[cell] != null; cell = (cell + 1) & mask) {
            final int home = mix(keys[cell]) & mask;
            if (((cell - home) & mask) >= ((cell - hole) & mask)) {
                keys[hole] = keys[cell];
                values[hole] = values[cell];
                values[cell] = null;
                hole = cell;
            }
        }
        return (T) removed;
    }

    public void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    private int cellOf(final int ssrc) {
        final int mask = keys.length - 1;
        int cell = mix(ssrc) & mask;
        while (values[cell] != null && keys[cell] != ssrc) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void resize(final int cells) {
        final int[] oldKeys = keys;
        final Object[] oldValues = values;
        keys = new int[cells];
        values = new Object[cells];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                final int cell = cellOf(oldKeys[i]);
                keys[cell] = oldKeys[i];
                values[cell] = oldValues[i];
            }
        }
    }

    /** SSRCs are chosen by peers: spread them, so that neighbours do not pile up. */
    private static int mix(final int ssrc) {
        final int h = ssrc * 0x9e37_79b9;
        return h ^ (h >>> 16);
    }
}
