/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeRequestsTest {
    private static final long MS = 1_000_000;

    private final KeyframeRequests requests = new KeyframeRequests();

    @Test
    void aHundredReceiversWithinFiftyMillisecondsCauseExactlyOneRequest() {
        int sent = 0;
        for (int receiver = 0; receiver < 100; receiver++) {
            requests.want(receiver * MS / 2);
            sent += take(receiver * MS / 2) ? 1 : 0;
        }
        for (long now = 50; now < 5000; now += 5) {
            sent += take(now * MS) ? 1 : 0;
        }

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aWishThatTheKeyframeOnItsWayMayMissIsServedWhenTheIntervalEnds() {
        requests.want(0);
        assertThat(take(0)).isTrue();

        assertThat(requests.want(200 * MS)).isFalse();
        assertThat(take(499 * MS)).isFalse();
        assertThat(take(500 * MS)).isTrue();
        assertThat(take(2000 * MS)).isFalse();
    }

    @Test
    void neverSendsTwoWithinHalfASecond() {
        long last = -KeyframeRequests.MIN_INTERVAL_NANOS;
        int sent = 0;
        for (long now = 0; now < 10_000 * MS; now += MS) {
            requests.want(now);
            if (take(now)) {
                assertThat(now - last).isGreaterThanOrEqualTo(KeyframeRequests.MIN_INTERVAL_NANOS);
                last = now;
                sent++;
            }
        }

        assertThat(sent).isEqualTo(20);
    }

    @Test
    void asksNobodyUnasked() {
        assertThat(take(0)).isFalse();
    }

    private boolean take(final long nowNanos) {
        final boolean due = requests.isDue(nowNanos);
        if (due) {
            requests.onSent(nowNanos);
        }
        return due;
    }
}
