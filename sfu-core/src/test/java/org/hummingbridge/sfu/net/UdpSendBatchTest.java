/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.Test;

class UdpSendBatchTest {
    private final List<String> calls = new ArrayList<>();
    private final Counters counters = new Counters();
    private final UdpSendBatch batch =
            new UdpSendBatch(List.of(new RecordingPort("a"), new RecordingPort("b")), counters);

    @Test
    void runsGoToThePortOfTheirPathAndEachPortIsFlushedOnce() {
        commit(path(0, 1), 10, 20);
        commit(path(0, 1), 20, 20);
        commit(path(1, 1), 20, 20);
        commit(path(0, 2), 20, 20);

        batch.flush();

        assertThat(calls).containsExactly("a 1x10", "a 1x20", "b 1x20", "a 1x20", "a flush", "b flush");
    }

    @Test
    void anAbortedDatagramLeavesNoTrace() {
        commit(path(0, 1), 10, 10);
        batch.begin(path(0, 9), 1500);
        batch.abort();
        commit(path(0, 1), 10, 10);

        batch.flush();

        assertThat(calls).containsExactly("a 2x10", "a flush", "b flush");
    }

    @Test
    void aFullStagingAreaIsFlushedByItself() {
        for (int i = 0; i < SendRuns.STAGING_BYTES / 2048; i++) {
            commit(path(0, i), 2048, 2048);
        }
        assertThat(calls).isEmpty();

        commit(path(0, 1), 1, 1);

        assertThat(calls).hasSize(SendRuns.STAGING_BYTES / 2048 + 2).endsWith("b flush");
    }

    @Test
    void aPathWithoutASocketIsCounted() {
        commit(path(2, 1), 10, 10);
        commit(path(-1, 1), 10, 10);

        batch.flush();

        assertThat(counters.get(DropReason.SEND_FAILED)).isEqualTo(2);
    }

    @Test
    void moreThanWasBegunCannotBeCommitted() {
        batch.begin(path(0, 1), 10);

        assertThatThrownBy(() -> batch.commit(11)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingCanBeCommittedTwice() {
        commit(path(0, 1), 10, 10);

        assertThatThrownBy(() -> batch.commit(10)).isInstanceOf(IllegalStateException.class);
    }

    private void commit(final Path path, final int length, final int maxLength) {
        batch.begin(path, maxLength);
        batch.commit(length);
    }

    private static Path path(final int socket, final int port) {
        return new Path(socket, 0, 1, port);
    }

    private final class RecordingPort implements UdpPort {
        private final String name;

        RecordingPort(final String name) {
            this.name = name;
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public int receiveBufferBytes() {
            return 0;
        }

        @Override
        public int sendBufferBytes() {
            return 0;
        }

        @Override
        public boolean gso() {
            return true;
        }

        @Override
        public void startReading() {}

        @Override
        public void write(final SendRuns runs, final int run) {
            calls.add(name + " " + runs.segmentCount(run) + "x" + runs.segmentSize(run));
        }

        @Override
        public void flush(final SendRuns runs) {
            calls.add(name + " flush");
        }

        @Override
        public void close() {}
    }
}
