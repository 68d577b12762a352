/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NioUdpPortsTest extends AbstractUdpPortsTest {
    @Override
    UdpTransport transport() {
        return UdpTransport.NIO;
    }

    @Override
    void assumeAvailable() {}

    @Test
    void onePortMeansOneLoop() throws Exception {
        final UdpPorts ports = open(config());

        assertThat(ports.loops()).hasSize(1);
        assertThat(ports.gso()).isFalse();
        assertThat(ports.transport()).contains("NIO");
    }
}
