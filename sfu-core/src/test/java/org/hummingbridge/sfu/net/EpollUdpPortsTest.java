/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpollUdpPortsTest extends AbstractUdpPortsTest {
    EpollUdpPortsTest() {
        super(UdpTransport.EPOLL);
    }

    @Test
    void everyLoopSharesOnePort() throws Exception {
        final UdpPorts ports = open(config());

        assertThat(ports.loops()).hasSize(3);
        assertThat(ports.localAddress(2, 0)).isEqualTo(ports.localAddress(0, 0));
        assertThat(ports.transport()).contains("epoll");
    }
}
