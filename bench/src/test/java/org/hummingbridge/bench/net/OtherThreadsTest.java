/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OtherThreadsTest {
    private static final int LOWERED = 5;

    /** Field of proc(5)'s stat, counted from the state. */
    private static final int NICE = 16;

    @Test
    void othersGiveWayAndTheCallerDoesNot() throws IOException {
        final int before = nice(Path.of("/proc/thread-self"));
        assumeTrue(before < LOWERED, "This process itself gives way to others already.");

        assertThat(OtherThreads.giveWay()).isPositive();

        assertThat(nice(Path.of("/proc/thread-self"))).isEqualTo(before);
        assertThat(all()).contains(LOWERED);
    }

    private static List<Integer> all() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            final List<Integer> all = new ArrayList<>();
            for (final Path thread : threads.toList()) {
                try {
                    all.add(nice(thread));
                } catch (IOException e) {
                    assertThat(thread)
                            .as("%s of a thread that has not ended", e)
                            .doesNotExist();
                }
            }
            return all;
        }
    }

    private static int nice(final Path thread) throws IOException {
        final String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }
}
