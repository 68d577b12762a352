/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.HashMap;
import java.util.Map;
import org.hummingbridge.sfu.forward.ExtensionMap;
import org.hummingbridge.sfu.forward.PayloadTypeMap;
import org.hummingbridge.sfu.media.MediaDescription;

/**
 * What one side's numbers are in the other's, made once for all pairs of endpoints that negotiated the same, which mostly is
 * everybody: so that forwarding finds it in the cache. Forgets all of them when there are too many, which costs memory and nothing else.
 */
final class Negotiations {
    /** Far more than there are kinds of clients. */
    private static final int MAX_PAIRS = 64;

    private final Map<Pair, Numbers> known = new HashMap<>();

    Numbers of(final MediaDescription sender, final MediaDescription receiver) {
        if (known.size() >= MAX_PAIRS) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Pair(sender, receiver),
                pair -> new Numbers(PayloadTypeMap.of(sender, receiver), ExtensionMap.of(sender, receiver)));
    }

    /** A sender's numbers as a receiver knows them. */
    record Numbers(PayloadTypeMap payloadTypes, ExtensionMap extensions) {}

    private record Pair(MediaDescription sender, MediaDescription receiver) {}
}
