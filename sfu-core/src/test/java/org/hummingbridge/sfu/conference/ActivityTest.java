/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityTest {
    /** Clocks of loops start anywhere, so that this one overflows on the way. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final Activity activity = new Activity(ConnectivitySettings.defaults(), START);

    private static long at(final double seconds) {
        return START + (long) (seconds * 1e9);
    }

    @Test
    void aNewEndpointHasTimeToConnectBeforeItCountsAsInactive() {
        assertThat(activity.review(at(14))).isFalse();
        assertThat(activity.isActive()).isTrue();

        assertThat(activity.review(at(16))).isTrue();
        assertThat(activity.isActive()).isFalse();
    }

    @Test
    void anEndpointThatWasHeardIsInactiveAfterAShorterSilence() {
        activity.heard(at(1));

        assertThat(activity.review(at(8.9))).isFalse();
        assertThat(activity.review(at(9.1))).isTrue();
        assertThat(activity.isActive()).isFalse();
    }

    @Test
    void whatIsHeardAgainIsActiveAgain() {
        activity.heard(at(1));
        activity.review(at(20));
        activity.heard(at(21));

        assertThat(activity.review(at(21))).isTrue();
        assertThat(activity.isActive()).isTrue();
    }

    @Test
    void aChangeIsToldOnce() {
        activity.heard(at(1));

        assertThat(activity.review(at(10))).isTrue();
        assertThat(activity.review(at(11))).isFalse();
    }

    @Test
    void aSilentEndpointIsGivenUpAfterAMinute() {
        activity.heard(at(1));

        assertThat(activity.isExpired(at(60.9))).isFalse();
        assertThat(activity.isExpired(at(61.1))).isTrue();
    }

    @Test
    void oneThatWasNeverHeardIsGivenUpAfterTwo() {
        assertThat(activity.isExpired(at(119))).isFalse();
        assertThat(activity.isExpired(at(121))).isTrue();
    }

    @Test
    void zeroMeansNever() {
        final Activity patient = new Activity(
                new ConnectivitySettings(Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ZERO, Duration.ZERO),
                START);

        assertThat(patient.isExpired(at(100_000))).isFalse();
        patient.heard(at(100_000));
        assertThat(patient.isExpired(at(200_000))).isFalse();
    }
}
