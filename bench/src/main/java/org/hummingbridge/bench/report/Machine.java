/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on, in one line. */
public final class Machine {
    private static final String MODEL = "model name";

    private Machine() {}

    public static String describe() {
        return processor() + ", Linux " + System.getProperty("os.version") + ", generator on Java " + Runtime.version();
    }

    private static String processor() {
        try {
            final var lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            final long count =
                    lines.stream().filter(line -> line.startsWith("processor")).count();
            return lines.stream()
                            .filter(line -> line.startsWith(MODEL))
                            .findFirst()
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .orElse("unknown processor")
                    + " × " + count;
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
