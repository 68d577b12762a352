/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who the bridge is. The focus pins a conference to one version, so no part of it may differ from host to host.
 *
 * @param release appended to the version by the focus
 * @param region where it stands
 * @param relayId its name towards other bridges; null unless relays are enabled, as a focus takes it for an offer
 */
public record BridgeLabels(
        String version,
        @Nullable String release,
        @Nullable String region,
        @Nullable String relayId) {

    /** Puts those that are known, under the names of the statistics. */
    public void putInto(final Map<String, Object> statistics) {
        statistics.put("version", version);
        put(statistics, "release", release);
        put(statistics, "region", region);
        put(statistics, "relay_id", relayId);
    }

    private static void put(final Map<String, Object> statistics, final String name, final @Nullable String label) {
        if (label != null && !label.isEmpty()) {
            statistics.put(name, label);
        }
    }
}
