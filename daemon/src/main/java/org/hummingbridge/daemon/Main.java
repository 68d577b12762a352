/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code hummingbridge}. Without a command it is {@code standalone}. */
@Command(
        name = "hummingbridge",
        description = "A WebRTC selective forwarding unit for Jitsi deployments.",
        subcommands = {StandaloneCommand.class, RunCommand.class, ConfigCommand.class, SelfTestCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {
    private Main() {}

    public static void main(final String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(run(args));
    }

    static int run(final String... args) {
        final boolean onlyOptions = args.length == 0 || (args[0].startsWith("-") && !isGlobal(args[0]));
        final String[] command = onlyOptions ? prepend("standalone", args) : args;
        return new CommandLine(new Main()).execute(command);
    }

    private static boolean isGlobal(final String option) {
        return switch (option) {
            case "-h", "--help", "-V", "--version" -> true;
            default -> false;
        };
    }

    private static String[] prepend(final String first, final String[] rest) {
        final String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
