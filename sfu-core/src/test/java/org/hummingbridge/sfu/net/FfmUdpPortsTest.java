/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class FfmUdpPortsTest extends AbstractUdpPortsTest {
    @Override
    UdpTransport transport() {
        return UdpTransport.FFM;
    }

    @Override
    void assumeAvailable() {
        final FfmProbe probe = FfmProbe.run();
        assumeTrue(probe.unavailability() == null, () -> "not usable here: " + probe.unavailability());
    }

    @Test
    void isWhatAutoChooses() throws Exception {
        final UdpPorts ports = UdpPorts.open(config(), new TestStun());
        ports.close();

        assertThat(ports.transport()).contains("java.lang.foreign");
        assertThat(ports.warnings()).isEmpty();
    }
}
