/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;

class EpollUdpPortsTest extends AbstractUdpPortsTest {
    @Override
    UdpTransport transport() {
        return UdpTransport.EPOLL;
    }

    @Override
    void assumeAvailable() {
        assumeTrue(Epoll.isAvailable(), () -> "no epoll here: " + Epoll.unavailabilityCause());
    }

    @Test
    void everyLoopSharesOnePort() throws Exception {
        final UdpPorts ports = open(config());

        assertThat(ports.loops()).hasSize(3);
        assertThat(ports.localAddress(2, 0)).isEqualTo(ports.localAddress(0, 0));
        assertThat(ports.transport()).contains("epoll");
    }
}
