/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.ice.IceRole;
import org.junit.jupiter.api.Test;

class EndpointDescriptionTest {
    private static EndpointDescription capableOf(final String... capabilities) {
        return new EndpointDescription(
                "a", null, false, Set.of(capabilities), true, IceRole.CONTROLLED, List.of(), List.of());
    }

    @Test
    void rewritingIsForWhoSaysSo() {
        assertThat(capableOf("source-names").ssrcRewriting()).isFalse();
        assertThat(capableOf("source-names", "ssrc-rewriting").ssrcRewriting()).isTrue();
        assertThat(capableOf("source-names", "ssrc-rewriting").midDemux()).isFalse();
    }

    @Test
    void midsAreForWhoSaysSoAndIsRewritten() {
        assertThat(capableOf("ssrc-rewriting", "rtp-mid-demux").midDemux()).isTrue();
        assertThat(capableOf("source-names", "rtp-mid-demux").midDemux()).isFalse();
    }
}
