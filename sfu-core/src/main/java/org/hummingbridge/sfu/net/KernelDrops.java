/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Has counted, once a second, how many datagrams the kernel dropped because a receive buffer was full: by the loop where the socket
 * itself can be asked, else from {@code /proc/net/udp} and {@code udp6}, which list the sockets of the whole machine. From those,
 * what loops lose on one shared port is summed and put down to the first of them; where they do not exist nothing is counted.
 */
final class KernelDrops implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Columns of the tables: "sl local_address rem_address ... drops". */
    private static final int LOCAL_ADDRESS_COLUMN = 1;

    private static final int DROPS_COLUMN = 12;

    private final List<Runnable> asked = new ArrayList<>();
    private final Map<String, LongConsumer> charged = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final Thread reader = Thread.ofVirtual().name("udp-kernel-drops").unstarted(this::readUntilInterrupted);

    /** Gives {@code count} every further number of datagrams lost; of several for one port only the first. Before {@link #start}. */
    void watch(final InetSocketAddress local, final LongConsumer count) {
        charged.putIfAbsent(column(local), count);
    }

    /** Runs {@code count} each time, on the thread of this. Before {@link #start}. */
    void ask(final Runnable count) {
        asked.add(count);
    }

    void start() {
        reader.start();
    }

    private void readUntilInterrupted() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PERIOD_MILLIS);
                asked.forEach(Runnable::run);
                if (!charged.isEmpty()) {
                    report(read());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> read() {
        final List<String> lines = new ArrayList<>();
        for (final Path table : TABLES) {
            lines.addAll(read(table));
        }
        return lines;
    }

    private static List<String> read(final Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** Package-private for tests: {@code lines} as in the kernel's tables. */
    void report(final List<String> lines) {
        final Map<String, Long> totals = totals(lines);
        totals.forEach((local, drops) -> {
            final LongConsumer count = charged.get(local);
            final long more = drops - seen.getOrDefault(local, 0L);
            if (count != null && more > 0) {
                seen.put(local, drops);
                count.accept(more);
            }
        });
    }

    private Map<String, Long> totals(final List<String> lines) {
        final Map<String, Long> totals = new HashMap<>();
        for (final String line : lines) {
            final List<String> columns = BLANKS.splitAsStream(line.strip()).toList();
            if (columns.size() > DROPS_COLUMN && charged.containsKey(columns.get(LOCAL_ADDRESS_COLUMN))) {
                totals.merge(columns.get(LOCAL_ADDRESS_COLUMN), Long.parseLong(columns.get(DROPS_COLUMN)), Long::sum);
            }
        }
        return totals;
    }

    /** The kernel prints addresses as 32-bit words in its own byte order, the port as a number. */
    static String column(final InetSocketAddress local) {
        final ByteBuffer words =
                ByteBuffer.wrap(local.getAddress().getAddress()).order(ByteOrder.nativeOrder());
        final StringBuilder hex = new StringBuilder();
        while (words.hasRemaining()) {
            hex.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return hex.append(String.format(Locale.ROOT, ":%04X", local.getPort())).toString();
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
