/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.util.List;

/**
 * What is known of public addresses by asking.
 *
 * @param mappings public addresses of local ones
 * @param warnings sentences about who did not answer, each with the setting that named them
 * @param stunFailed whether STUN servers are set and none has answered so far
 */
public record Discovered(List<DiscoveredMapping> mappings, List<String> warnings, boolean stunFailed) {
    public Discovered {
        mappings = List.copyOf(mappings);
        warnings = List.copyOf(warnings);
    }
}
