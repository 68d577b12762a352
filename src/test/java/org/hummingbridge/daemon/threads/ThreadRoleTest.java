/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.threads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadRoleTest {
    @ParameterizedTest
    @ValueSource(strings = {"udp-loop-1-1", "udp-loop-12-12"})
    void theLoopsGoFirst(final String name) {
        assertThat(ThreadRole.of(name)).isEqualTo(ThreadRole.LOOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VM Thread", "VM Periodic Tas", "GC Thread#0", "GC Thread#11"})
    void whatAPauseWaitsForIsLeftAlone(final String name) {
        assertThat(ThreadRole.of(name)).isEqualTo(ThreadRole.PAUSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C2 CompilerThre",
                "C1 CompilerThre",
                "ForkJoinPool-1-",
                "vert.x-eventloo",
                "operations-0",
                "G1 Conc#0",
                "G1 Refine#0",
                "java"
            })
    void everythingElseStandsBack(final String name) {
        assertThat(ThreadRole.of(name)).isEqualTo(ThreadRole.BACKGROUND);
    }
}
