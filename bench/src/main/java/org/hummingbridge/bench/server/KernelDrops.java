/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Datagrams that the kernel dropped because a socket's buffer was full, from {@code /proc/net/udp}. */
public final class KernelDrops {
    private static final int LOCAL = 1;
    private static final int HEX = 16;

    private KernelDrops() {}

    /** Of IPv4 sockets bound to one of these ports. */
    public static long at(final Set<Integer> ports) throws IOException {
        return sum(Files.readAllLines(Path.of("/proc/net/udp")), ports);
    }

    static long sum(final List<String> table, final Set<Integer> ports) {
        long drops = 0;
        for (final String line : table.subList(1, table.size())) {
            final String[] fields = line.trim().split(" +", -1);
            final String local = fields[LOCAL];
            if (ports.contains(Integer.parseInt(local.substring(local.indexOf(':') + 1), HEX))) {
                drops += Long.parseLong(fields[fields.length - 1]);
            }
        }
        return drops;
    }
}
