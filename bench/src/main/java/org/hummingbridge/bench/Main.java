/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import org.hummingbridge.bench.attack.Attack;
import picocli.CommandLine;

/** The program behind {@code hummingbridge bench}. */
public final class Main {
    private Main() {}

    public static void main(final String[] args) {
        // Picocli puts system properties into descriptions.
        System.setProperty("ATTACKS", String.join(", ", Attack.names()));
        System.exit(new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
