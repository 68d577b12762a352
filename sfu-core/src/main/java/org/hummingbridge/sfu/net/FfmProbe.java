/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.Set;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, by sending itself a few datagrams over loopback, whether the direct way to the kernel works here. Never fails: what
 * goes wrong is the answer.
 *
 * @param unavailability why it does not work; null if it does
 * @param gso whether runs can leave as one message
 */
record FfmProbe(@Nullable String unavailability, boolean gso) {
    /** The structures are laid out for these (64-bit, little-endian) and no others. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private static final int BUFFER_BYTES = 100_000;
    private static final int SEGMENT_BYTES = 100;
    private static final int LAST_SEGMENT_BYTES = 40;

    static FfmProbe run() {
        final String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.startsWith("Linux")
                || !ARCHITECTURES.contains(System.getProperty("os.arch"))
                || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return unavailable("it is made for Linux on x86-64 and AArch64, and this is " + system);
        }
        if (!Epoll.isAvailable()) {
            return unavailable("it needs Netty's epoll loop");
        }
        // Whatever is wrong (a symbol missing, native access denied, a sandbox) has the same consequence.
        try (Arena arena = Arena.ofConfined()) {
            return selfTest(arena);
        } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
            return unavailable("its self-test failed: " + e);
        }
    }

    private static FfmProbe unavailable(final String reason) {
        return new FfmProbe(reason, false);
    }

    private static FfmProbe selfTest(final Arena arena) throws IOException {
        FfmTimer.check(arena);
        final InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        final FfmSocket socket = FfmSocket.bind(arena, loopback, false, BUFFER_BYTES, BUFFER_BYTES);
        try {
            final Counters counters = new Counters();
            final FfmWriter writer = new FfmWriter(arena, socket, counters);
            final Path self = Path.of(0, socket.localAddress());
            final SendRuns runs = new SendRuns();
            append(runs, self, SEGMENT_BYTES, 1);
            append(runs, self, SEGMENT_BYTES, 2);
            append(runs, self, LAST_SEGMENT_BYTES, 3);
            append(runs, self, SEGMENT_BYTES, 4);
            for (int run = 0; run < runs.count(); run++) {
                writer.write(runs, run);
            }
            writer.flush(runs);
            final String wrong = counters.get(Counter.DATAGRAMS_SENT) == 4
                    ? wrongAnswer(new FfmReader(arena, socket), self)
                    : "datagrams to itself were refused";
            return wrong == null ? new FfmProbe(null, writer.gso()) : unavailable("its self-test failed: " + wrong);
        } finally {
            socket.close();
        }
    }

    private static void append(final SendRuns runs, final Path path, final int length, final int content) {
        for (int i = 0; i < length; i++) {
            runs.bytes()[i] = (byte) (content + i);
        }
        runs.append(path, length);
    }

    /** Loopback delivers within the send call, so everything is there by now. */
    private static @Nullable String wrongAnswer(final FfmReader reader, final Path self) {
        final int[] lengths = {SEGMENT_BYTES, SEGMENT_BYTES, LAST_SEGMENT_BYTES, SEGMENT_BYTES};
        final int count = reader.read();
        if (count != lengths.length) {
            return count + " of " + lengths.length + " datagrams came back";
        }
        final byte[] bytes = new byte[SEGMENT_BYTES];
        for (int i = 0; i < count; i++) {
            final Path from = new Path(0, reader.high(i), reader.low(i), reader.port(i));
            if (reader.length(i) != lengths[i] || !from.equals(self)) {
                return "a datagram came back with another length or source";
            }
            reader.copy(i, bytes, 0);
            for (int j = 0; j < lengths[i]; j++) {
                if (bytes[j] != (byte) (i + 1 + j)) {
                    return "a datagram came back with other bytes";
                }
            }
        }
        return null;
    }
}
