/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

class FfmUdpPortsReceivingTest extends AbstractUdpPortsReceivingTest {
    FfmUdpPortsReceivingTest() {
        super(UdpTransport.FFM);
    }
}
