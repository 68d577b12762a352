/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a harvest.
 *
 * @param bind local addresses to bind, in order
 * @param offered addresses to tell clients, the better ones of a kind first
 * @param dropped addresses that are not offered
 * @param errors sentences about settings that cannot work as written
 * @param warnings sentences about settings that probably do not mean what they say
 * @param failure why the bridge cannot start with this, as one sentence; null if it can
 */
public record HarvestResult(
        List<BindAddress> bind,
        List<OfferedAddress> offered,
        List<DroppedAddress> dropped,
        List<String> errors,
        List<String> warnings,
        @Nullable String failure) {
    public HarvestResult {
        bind = List.copyOf(bind);
        offered = List.copyOf(offered);
        dropped = List.copyOf(dropped);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Whether the Internet reaches one of the offered addresses, as far as an address tells. */
    public boolean hasPublicAddress() {
        return offered.stream()
                .anyMatch(each ->
                        Addresses.whyUnreachable(each.address()) == null && !Addresses.isPrivate(each.address()));
    }
}
