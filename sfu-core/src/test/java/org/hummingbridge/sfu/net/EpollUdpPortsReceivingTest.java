/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

class EpollUdpPortsReceivingTest extends AbstractUdpPortsReceivingTest {
    EpollUdpPortsReceivingTest() {
        super(UdpTransport.EPOLL);
    }
}
