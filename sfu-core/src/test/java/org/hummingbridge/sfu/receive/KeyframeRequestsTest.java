/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

        assertThat(requests.want(150 * MS)).isFalse();
        assertThat(take(199 * MS)).isFalse();
        assertThat(take(200 * MS)).isTrue();
        assertThat(take(2000 * MS)).isFalse();
    }

    @Test
    void aKeyframeThatPassesFulfilsTheWishesBeforeIt() {
        requests.want(0);
        take(0);
        requests.want(150 * MS);

        requests.onKeyframe();

        assertThat(take(1000 * MS)).isFalse();
    }

    @Test
    void aRequestThatMayBeLostIsRepeatedSoonAndLastingDemandEndsAtOneASecond() {
        final List<Long> sent = new ArrayList<>();
        for (long now = 0; now < 10_000 * MS; now += MS) {
            requests.want(now);
            if (take(now)) {
                sent.add(now / MS);
            }
        }

        assertThat(sent).startsWith(0L, 200L, 500L, 950L);
        assertThat(sent.getLast() - sent.get(sent.size() - 2)).isEqualTo(1000);
    }

    @Test
    void afterAQuietTimeItIsQuickAgain() {
        for (long now = 0; now < 10_000 * MS; now += MS) {
            requests.want(now);
            take(now);
        }

        requests.want(14_000 * MS);
        assertThat(take(14_000 * MS)).isTrue();
        requests.want(14_200 * MS);
        assertThat(take(14_200 * MS)).isTrue();
    }

    @Test
    void aBridgeThatIsBehindAsksOnceInThreeSeconds() {
        requests.want(0);
        assertThat(requests.isDue(true, 0)).isTrue();
        requests.onSent(0);
        requests.want(1000 * MS);

        assertThat(requests.isDue(true, 2999 * MS)).isFalse();
        assertThat(requests.isDue(true, 3000 * MS)).isTrue();
    }

    @Test
    void aWishOfThatTimeIsServedWhenItKeepsUpAgain() {
        requests.want(0);
        requests.onSent(0);
        requests.want(1000 * MS);

        assertThat(requests.isDue(true, 1500 * MS)).isFalse();
        assertThat(requests.isDue(false, 1500 * MS)).isTrue();
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
