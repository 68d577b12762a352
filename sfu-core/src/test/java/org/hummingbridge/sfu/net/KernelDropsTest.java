/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
    private static final InetSocketAddress IPV4 = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 10_000);
    private static final String HEADER = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode ref pointer drops             ";

    private long counted;
    private final LongConsumer count = more -> counted += more;
    private final KernelDrops drops = new KernelDrops();

    @BeforeEach
    void needLittleEndian() {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the lines are of such a machine");
    }

    @Test
    void socketsThatShareAPortAreSummedAndCountedOnce() {
        drops.watch(IPV4, count);
        drops.watch(IPV4, more -> counted += 1_000_000);

        drops.report(List.of(HEADER, line("0100007F:2710", 3), line("0100007F:2710", 4)));
        drops.report(List.of(HEADER, line("0100007F:2710", 3), line("0100007F:2710", 4)));
        drops.report(List.of(HEADER, line("0100007F:2710", 5), line("0100007F:2710", 4)));

        assertThat(counted).isEqualTo(9);
    }

    @Test
    void socketsOfOthersAreLeftAlone() {
        drops.watch(IPV4, count);

        drops.report(List.of(line("0100007F:2711", 3), line("00000000:2710", 4), "nonsense", ""));

        assertThat(counted).isZero();
    }

    @Test
    void addressesAreWrittenTheWayTheKernelDoes() {
        assertThat(KernelDrops.column(IPV4)).isEqualTo("0100007F:2710");
        assertThat(KernelDrops.column(new InetSocketAddress(InetAddress.ofLiteral("::1"), 22)))
                .isEqualTo("00000000000000000000000001000000:0016");
    }

    private static String line(final String local, final long drops) {
        return " 4051: " + local + " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19373 2"
                + " 00000000f7d1b3a3 " + drops + "         ";
    }
}
