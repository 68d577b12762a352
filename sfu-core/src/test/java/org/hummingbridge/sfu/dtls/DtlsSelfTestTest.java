/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DtlsSelfTestTest {
    @Test
    void succeedsWhereTheTlsLibraryWorks() throws InterruptedException {
        assertThat(DtlsSelfTest.run(new SecureRandom(), Duration.ofSeconds(30))).isNull();
    }

    @Test
    void saysSoWhenThereAreNoKeysInTime() throws InterruptedException {
        assertThat(DtlsSelfTest.run(new SecureRandom(), Duration.ZERO)).contains("no keys within 0 s");
    }
}
