/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.hummingbridge.harvester.OfferedAddress.Origin;
import org.junit.jupiter.api.Test;

class CandidateRankingTest {
    private static final OfferedAddress HOST = address(Origin.HOST, "10.0.0.5", "10.0.0.5");
    private static final OfferedAddress OTHER_HOST = address(Origin.HOST, "10.0.0.6", "10.0.0.6");
    private static final OfferedAddress MAPPED = address(Origin.MAPPED, "93.184.216.34", "10.0.0.5");
    private static final OfferedAddress MAPPED_AGAIN = address(Origin.MAPPED, "93.184.216.35", "10.0.0.5");

    @Test
    void thePriorityIsThatOfRfc8445Section5_1_2_1() {
        final List<RankedAddress> ranked = CandidateRanking.rank(List.of(HOST, MAPPED));

        assertThat(ranked).extracting(RankedAddress::priority).containsExactly(2130706431L, 1694498815L - 256);
    }

    @Test
    void earlierAddressesRankHigherAndHostsAboveMappings() {
        final List<RankedAddress> ranked = CandidateRanking.rank(List.of(HOST, OTHER_HOST, MAPPED, MAPPED_AGAIN));

        assertThat(ranked.reversed())
                .extracting(RankedAddress::priority)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void addressesOfOneKindAndBaseShareTheirFoundation() {
        final List<RankedAddress> ranked = CandidateRanking.rank(List.of(HOST, OTHER_HOST, MAPPED, MAPPED_AGAIN));

        assertThat(ranked).extracting(RankedAddress::foundation).containsExactly("1", "2", "3", "3");
    }

    private static OfferedAddress address(final Origin origin, final String address, final String base) {
        return new OfferedAddress(
                0, origin, InetAddress.ofLiteral(address), 10_000, InetAddress.ofLiteral(base), 10_000, "test");
    }
}
