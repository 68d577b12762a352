/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FfmUdpPortsTest extends AbstractUdpPortsTest {
    FfmUdpPortsTest() {
        super(UdpTransport.FFM);
    }

    @Test
    void isWhatAutoChooses() throws Exception {
        final UdpPorts ports = UdpPorts.open(config(), new TestStun());
        ports.close();

        assertThat(ports.transport()).contains("java.lang.foreign");
        assertThat(ports.warnings()).isEmpty();
    }
}
