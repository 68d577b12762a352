/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.util.concurrent.Callable;
import org.hummingbridge.daemon.settings.LoadedSettings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs as a deployment's bridge until a signal or an order over HTTP comes. Prints what it offers, or one sentence about why it cannot. */
@Command(
        name = "run",
        description = "Run as the bridge of a Jitsi deployment, with the configuration that is there.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final DeploymentArguments arguments = new DeploymentArguments();

    @Option(
            names = "--page",
            description = "Serve the page of \"standalone\" on the control port too, to try media without Jicofo.")
    private boolean page;

    @Override
    public Integer call() throws InterruptedException {
        final LoadedSettings loaded;
        final Daemon bridge;
        try {
            loaded = SettingsReader.readDeployment(arguments.options());
            bridge = Daemon.start(loaded.settings(), new Daemon.Purpose(true, page), UdpMediaPath::open);
        } catch (StartupException e) {
            System.err.println("hummingbridge: " + e.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        StopOnSignal.install(bridge::depart, bridge::close);
        bridge.report().forEach(System.out::println);
        loaded.report().lines().forEach(line -> System.out.println("  warning    " + line));
        System.out.flush();
        bridge.testHandshake(System.out);
        bridge.awaitEnd();
        bridge.close();
        return 0;
    }
}
