/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Set;

/**
 * Whose audio a receiver wants. A name in {@code exclude} is never given, one in {@code include} otherwise always, the rest
 * if {@code all}.
 */
public record AudioSubscription(boolean all, Set<String> include, Set<String> exclude) {
    /** A receiver that said nothing. */
    public static final AudioSubscription EVERYTHING = new AudioSubscription(true, Set.of(), Set.of());

    public boolean wants(final String sourceName) {
        return !exclude.contains(sourceName) && (all || include.contains(sourceName));
    }
}
