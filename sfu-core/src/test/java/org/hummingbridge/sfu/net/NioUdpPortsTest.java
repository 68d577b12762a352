/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NioUdpPortsTest extends AbstractUdpPortsTest {
    NioUdpPortsTest() {
        super(UdpTransport.NIO);
    }

    @Test
    void onePortMeansOneLoop() throws Exception {
        final UdpPorts ports = open(config());

        assertThat(ports.loops()).hasSize(1);
        assertThat(ports.gso()).isFalse();
        assertThat(ports.transport()).contains("NIO");
    }
}
