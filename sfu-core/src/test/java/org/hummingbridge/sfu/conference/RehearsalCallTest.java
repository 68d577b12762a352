/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured without a network must be what goes over one. */
class RehearsalCallTest {
    private static final int RECEIVERS = 3;
    private static final int BATCH = 5;

    private final RehearsalCall call = new RehearsalCall(
            RECEIVERS + 1, false, CipherProbe.run(CipherProbe.AUTO).ciphers(), new SecureRandom());

    @BeforeEach
    void connect() {
        assertThat(call.connect()).isTrue();
    }

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void everyPacketOfABatchReachesEverybodyElse() {
        for (int i = 0; i < 100; i++) {
            final long before = call.received();

            speak();
            final int sent = call.readBatch();
            call.settle(2_000_000);

            assertThat(sent).isEqualTo(BATCH * RECEIVERS);
            assertThat(call.received() - before).isEqualTo(sent);
        }
        assertThat(call.counters().get(Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void aFrameOfEqualPacketsLeavesInOneRunForEachReceiver() {
        for (int i = 0; i < 100; i++) {
            final long before = call.received();

            call.frame(0, BATCH, 1000);
            final int sent = call.readBatch();
            final int runs = call.runs();
            call.settle(33_000_000);

            assertThat(sent).isEqualTo(BATCH * RECEIVERS);
            assertThat(runs).isEqualTo(RECEIVERS);
            assertThat(call.received() - before).isEqualTo(sent);
        }
        assertThat(call.counters().get(Counter.NACKS_SENT)).isZero();
    }

    @Test
    void aTickBringsSendersTheFeedbackThatIsDue() {
        long feedback = 0;
        for (int i = 0; i < 100; i++) {
            speak();
            call.readBatch();
            call.awaitTick();

            feedback += call.tick();
            call.settleTick();
        }
        // Half a second: four senders, transport feedback at least every 100 ms.
        assertThat(feedback).isGreaterThanOrEqualTo(4 * 4);
        assertThat(call.counters().get(Counter.LOOP_FAILURES)).isZero();
    }

    private void speak() {
        for (int i = 0; i < BATCH; i++) {
            call.audio(i % call.size(), 80);
        }
    }
}
