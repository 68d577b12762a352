/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PathProperties {
    @Property
    void anIpv4AddressSurvives(@ForAll @Size(4) final byte[] ip, @ForAll @IntRange(max = 65535) final int port)
            throws UnknownHostException {
        final InetSocketAddress remote = new InetSocketAddress(InetAddress.getByAddress(ip), port);

        assertThat(Path.of(0, remote).remote()).isEqualTo(remote);
    }

    @Property
    void anIpv6AddressSurvives(@ForAll @Size(16) final byte[] ip, @ForAll @IntRange(max = 65535) final int port)
            throws UnknownHostException {
        final InetSocketAddress remote = new InetSocketAddress(InetAddress.getByAddress(ip), port);

        assertThat(Path.of(0, remote).remote()).isEqualTo(remote);
    }
}
