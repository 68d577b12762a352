/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoresTest {
    @Test
    void aListIsReadAsTasksetReadsIt() throws IOException {
        assertThat(Cores.parse("0, 2-4").stream()).containsExactly(0, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", "3-1", "-1"})
    void whatIsNoListIsRefused(final String list) {
        assertThatIOException().isThrownBy(() -> Cores.parse(list)).withMessageContaining("cores are numbers");
    }
}
