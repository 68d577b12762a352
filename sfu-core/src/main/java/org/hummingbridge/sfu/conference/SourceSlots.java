/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.BitSet;

/** Numbers the sources of a conference densely from 0, so that receivers find their subscriptions in an array. */
final class SourceSlots {
    private final BitSet taken = new BitSet();

    int take() {
        final int slot = taken.nextClearBit(0);
        taken.set(slot);
        return slot;
    }

    void giveBack(final int slot) {
        taken.clear(slot);
    }
}
