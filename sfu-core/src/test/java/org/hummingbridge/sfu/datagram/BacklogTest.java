/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long MS = 1_000_000;
    private static final int SOCKET = 0;
    private static final int OTHER_SOCKET = 1;

    private final Counters counters = new Counters();
    private final Backlog backlog = new Backlog(counters);

    /** Close to the wrap-around, so that instants compared without subtracting fail. */
    private long now = Long.MAX_VALUE - 30 * MS;

    @Test
    void aLoopThatNeverReadsToTheEndIsBehind() {
        readFull(SOCKET, 24);
        assertThat(backlog.isBehind()).isFalse();

        readFull(SOCKET, 2);
        assertThat(backlog.isBehind()).isTrue();
        assertThat(counters.get(Counter.TIMES_BEHIND)).isEqualTo(1);
    }

    @Test
    void anyReadToTheEndBeginsTheWaitAnew() {
        for (int burst = 0; burst < 20; burst++) {
            readFull(SOCKET, 20);
            readEmpty(SOCKET);
        }

        assertThat(backlog.isBehind()).isFalse();
        assertThat(counters.get(Counter.TIMES_BEHIND)).isZero();
    }

    @Test
    void aQuietSocketDoesNotHideAnotherThatIsNeverEmpty() {
        for (int i = 0; i < 30; i++) {
            readFull(SOCKET, 1);
            readEmpty(OTHER_SOCKET);
        }

        assertThat(backlog.isBehind()).isTrue();
    }

    @Test
    void twoSocketsThatAreEmptyInTurnsAreNotTakenForOne() {
        for (int i = 0; i < 100; i++) {
            readFull(SOCKET, 1);
            readEmpty(SOCKET);
            readFull(OTHER_SOCKET, 1);
            readEmpty(OTHER_SOCKET);
        }

        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void aLoopThatKeepsUpAgainIsBehindForATenthOfASecondMore() {
        readFull(SOCKET, 30);

        keepUp(98);
        assertThat(backlog.isBehind()).isTrue();
        keepUp(3);
        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void aShortRelapseMeanwhileBeginsThatAnew() {
        readFull(SOCKET, 30);

        keepUp(80);
        readFull(SOCKET, 12);
        keepUp(90);

        assertThat(backlog.isBehind()).isTrue();
        assertThat(counters.get(Counter.TIMES_BEHIND)).isEqualTo(1);
    }

    @Test
    void burstsThatAreWorkedOffDoNotKeepItBehind() {
        readFull(SOCKET, 30);

        for (int i = 0; i < 10; i++) {
            keepUp(10);
            readFull(SOCKET, 5);
        }

        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void aFloodThatEndsWithoutAFurtherDatagramIsOverToo() {
        readFull(SOCKET, 30);

        for (int i = 0; i < 21; i++) {
            now += 5 * MS;
            backlog.onTick(now);
        }

        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void fullReadsLongApartAreNoFlood() {
        for (int i = 0; i < 20; i++) {
            readFull(SOCKET, 1);
            now += 200 * MS;
            backlog.onTick(now);
        }

        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void theTimeBehindIsCounted() {
        readFull(SOCKET, 26);
        readFull(SOCKET, 50);
        keepUp(200);

        assertThat(counters.get(Counter.BEHIND_NANOS)).isEqualTo(150 * MS);
    }

    private void readFull(final int socket, final int times) {
        for (int i = 0; i < times; i++) {
            now += MS;
            backlog.onRead(socket, true, now);
        }
    }

    private void readEmpty(final int socket) {
        backlog.onRead(socket, false, now);
    }

    private void keepUp(final int times) {
        for (int i = 0; i < times; i++) {
            now += MS;
            backlog.onRead(SOCKET, false, now);
        }
    }
}
