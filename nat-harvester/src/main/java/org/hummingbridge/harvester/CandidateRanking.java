/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.harvester.OfferedAddress.Origin;

/** Gives offered addresses the priorities and foundations of ICE candidates (RFC 8445 §5.1.2.1, §5.1.1.3), component 1. */
public final class CandidateRanking {
    /** RFC 8445 §5.1.2.2. */
    private static final int HOST_PREFERENCE = 126;

    private static final int SERVER_REFLEXIVE_PREFERENCE = 100;
    private static final int HIGHEST_LOCAL_PREFERENCE = 65_535;
    private static final int COMPONENT = 1;

    private CandidateRanking() {}

    private record Kin(Origin origin, InetAddress base) {}

    /** Earlier addresses rank higher; foundations are equal for equal kind and base. */
    public static List<RankedAddress> rank(final List<OfferedAddress> offered) {
        final Map<Kin, String> foundations = new HashMap<>();
        final List<RankedAddress> ranked = new ArrayList<>();
        for (int i = 0; i < offered.size(); i++) {
            final OfferedAddress each = offered.get(i);
            final Kin kin = new Kin(each.origin(), each.base());
            final String foundation = foundations.computeIfAbsent(kin, _ -> Integer.toString(foundations.size() + 1));
            ranked.add(new RankedAddress(each, foundation, priority(each.origin(), HIGHEST_LOCAL_PREFERENCE - i)));
        }
        return ranked;
    }

    private static long priority(final Origin origin, final int localPreference) {
        final int typePreference = origin == Origin.HOST ? HOST_PREFERENCE : SERVER_REFLEXIVE_PREFERENCE;
        return ((long) typePreference << 24) | ((long) Math.max(0, localPreference) << 8) | (256 - COMPONENT);
    }
}
