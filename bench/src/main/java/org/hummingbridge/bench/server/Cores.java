/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/** Which cores a process may run on, by taskset. */
public final class Cores {
    private static final long SECONDS = 5;

    private Cores() {}

    /** Moves all threads of this process; those that they start follow. */
    public static void pinSelf(final String cores) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        "taskset",
                        "-a",
                        "-p",
                        "-c",
                        cores,
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("taskset could not move the generator to cores " + cores);
        }
    }

    /** Of a list as taskset takes it: numbers and ranges, with commas. */
    public static BitSet parse(final String list) throws IOException {
        final BitSet cores = new BitSet();
        for (final String part : list.split(",", -1)) {
            final String[] ends = part.strip().split("-", 2);
            try {
                final int first = Integer.parseInt(ends[0]);
                cores.set(first, Integer.parseInt(ends[ends.length - 1]) + 1);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("cores are numbers and ranges, as in 0,2-3, and not " + list, e);
            }
        }
        return cores;
    }

    public static String generatorDefault(final int processors) {
        return processors < 2 ? "0" : processors == 2 ? "1" : "1-" + (processors - 1);
    }
}
