/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hummingbridge.daemon.settings.LoadedSettings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.SettingsReport;
import org.hummingbridge.daemon.settings.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting in force with its origin, as HOCON. Never opens a port and never prints a secret. */
@Command(
        name = "config",
        description = "Print every setting that \"run\" with the same options would use, and where it comes from.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private final DeploymentArguments arguments = new DeploymentArguments();

    /** Set by picocli before it calls. */
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try {
            print(SettingsReader.readDeployment(arguments.options()), out);
            return 0;
        } catch (StartupException e) {
            spec.commandLine().getErr().println("hummingbridge: " + e.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        } finally {
            out.flush();
        }
    }

    private static void print(final LoadedSettings loaded, final PrintWriter out) {
        final SettingsReport report = loaded.report();
        out.println("# read: " + (report.sources().isEmpty() ? "nothing" : String.join(", ", report.sources())));
        report.values().forEach(each -> out.println(each.key() + " = " + each.value() + "  # " + each.origin()));
        report.ignored()
                .forEach(each ->
                        out.println("# without effect, " + each.reason() + ": " + each.key() + "  # " + each.origin()));
        report.unknown().forEach(each -> out.println("# warning: " + each));
        report.warnings().forEach(each -> out.println("# warning: " + each));
    }
}
