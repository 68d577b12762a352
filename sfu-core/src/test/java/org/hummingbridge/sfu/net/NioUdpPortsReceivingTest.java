/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

class NioUdpPortsReceivingTest extends AbstractUdpPortsReceivingTest {
    NioUdpPortsReceivingTest() {
        super(UdpTransport.NIO);
    }
}
