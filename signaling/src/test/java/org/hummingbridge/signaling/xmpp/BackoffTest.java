/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {
    @Test
    void startsWithAQuarterOfASecondAtMost() {
        for (var seed = 0; seed < 100; seed++) {
            assertThat(new Backoff(new Random(seed)).nextNanos(XmppFailure.STREAM_LOST))
                    .isBetween(
                            Duration.ofMillis(125).toNanos(),
                            Duration.ofMillis(250).toNanos());
        }
    }

    @Test
    void triesARefusingServerAtLeastEverySecond() {
        var backoff = new Backoff(new Random(1));
        for (var attempt = 0; attempt < 1_000; attempt++) {
            assertThat(backoff.nextNanos(XmppFailure.CONNECTION_REFUSED))
                    .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void goesEasyOnAServerThatRejectsThePassword() {
        var backoff = new Backoff(new Random(1));
        for (var attempt = 0; attempt < 10; attempt++) {
            backoff.nextNanos(XmppFailure.WRONG_PASSWORD);
        }
        assertThat(backoff.nextNanos(XmppFailure.WRONG_PASSWORD))
                .isBetween(
                        Duration.ofSeconds(5).toNanos(), Duration.ofSeconds(10).toNanos());
    }

    @Test
    void startsAnewAfterAReset() {
        var backoff = new Backoff(new Random(1));
        for (var attempt = 0; attempt < 10; attempt++) {
            backoff.nextNanos(XmppFailure.STREAM_LOST);
        }

        backoff.reset();

        assertThat(backoff.nextNanos(XmppFailure.STREAM_LOST))
                .isLessThanOrEqualTo(Duration.ofMillis(250).toNanos());
    }

    @Test
    void startsAnewWithAnotherKindOfFailure() {
        var backoff = new Backoff(new Random(1));
        for (var attempt = 0; attempt < 10; attempt++) {
            backoff.nextNanos(XmppFailure.CONNECTION_REFUSED);
        }

        assertThat(backoff.nextNanos(XmppFailure.TLS_NOT_OFFERED))
                .isLessThanOrEqualTo(Duration.ofMillis(250).toNanos());
    }

    @ParameterizedTest
    @EnumSource(XmppFailure.class)
    void differsBetweenBridges(XmppFailure failure) {
        assertThat(new Backoff(new Random(1)).nextNanos(failure))
                .isNotEqualTo(new Backoff(new Random(2)).nextNanos(failure));
    }
}
