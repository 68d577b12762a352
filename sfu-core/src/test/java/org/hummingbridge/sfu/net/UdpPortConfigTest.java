/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class UdpPortConfigTest {
    private final UdpPortConfig sound = UdpPortConfig.of(List.of(InetAddress.getLoopbackAddress()), 10_000);

    @Test
    void theDefaultIsOneLoopPerCoreOnOnePort() {
        assertThat(sound.loops()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(sound.isRange()).isFalse();
        assertThat(sound.withPorts(10_000, 10_003).isRange()).isTrue();
    }

    @Test
    void portsMustBeARange() {
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withPorts(10_001, 10_000));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withPorts(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withPorts(65_535, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withPorts(1, UdpPortConfig.MAX_LOOPS + 1));
    }

    @Test
    void nothingWithoutAddressesLoopsBuffersOrSlots() {
        assertThatIllegalArgumentException().isThrownBy(() -> UdpPortConfig.of(List.of(), 10_000));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withLoops(0));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withSocketBuffers(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sound.withArenaSlots(0));
    }
}
