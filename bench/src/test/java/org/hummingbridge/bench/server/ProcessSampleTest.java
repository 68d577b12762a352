/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessSampleTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void thisVeryProcessHasThreadsAndMemory() throws Exception {
        final ProcessSample sample = ProcessSample.of(ProcessHandle.current().pid());

        assertThat(sample.threads()).isGreaterThan(1);
        assertThat(sample.residentBytes()).isGreaterThan(10_000_000);
        assertThat(sample.switches()).isPositive();
    }

    @Test
    void aCommandMayBeNamedToDeceive() {
        assertThat(ProcessSample.fieldsOf("12 (a) S 3 (b) R 1 12 12")).containsExactly("R", "1", "12", "12");
    }

    @Test
    void dropsOfOtherPortsAreNotOurs() {
        final List<String> table = List.of(
                "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops",
                "  261: 0100007F:2710 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0000000000000000 5",
                " 1261: 0100007F:2711 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4712 2 0000000000000000 70");

        assertThat(KernelDrops.sum(table, Set.of(10_000))).isEqualTo(5);
        assertThat(KernelDrops.sum(table, Set.of(10_000, 10_001))).isEqualTo(75);
    }
}
