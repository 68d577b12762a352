/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The share of CPU time that the hypervisor gave to others between two samples. Always 0 where the system does not tell. */
final class CpuSteal {
    private static final Path PROC_STAT = Path.of("/proc/stat");

    /** proc_stat(5): cpu user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user already. */
    private static final int STEAL = 8;

    private final Supplier<String> cpuLine;
    private long stealTicks;
    private long allTicks;
    private double fraction;

    CpuSteal(final Supplier<String> cpuLine) {
        this.cpuLine = cpuLine;
    }

    static CpuSteal ofSystem() {
        return new CpuSteal(CpuSteal::readSystem);
    }

    double sample() {
        final String[] fields = cpuLine.get().trim().split(" +", -1);
        if (fields.length > STEAL && fields[0].equals("cpu")) {
            try {
                final long steal = Long.parseLong(fields[STEAL]);
                long all = 0;
                for (int i = 1; i <= STEAL; i++) {
                    all += Long.parseLong(fields[i]);
                }
                final boolean first = allTicks == 0;
                fraction = first || all <= allTicks ? 0 : Math.max(0, (double) (steal - stealTicks) / (all - allTicks));
                stealTicks = steal;
                allTicks = all;
            } catch (NumberFormatException e) {
                fraction = 0;
            }
        }
        return fraction;
    }

    private static String readSystem() {
        try {
            final List<String> lines = Files.isReadable(PROC_STAT) ? Files.readAllLines(PROC_STAT) : List.of();
            return lines.isEmpty() ? "" : lines.getFirst();
        } catch (IOException e) {
            return "";
        }
    }
}
