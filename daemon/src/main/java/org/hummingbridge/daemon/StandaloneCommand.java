/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs until a signal or an order over HTTP comes. Prints what it offers to stdout, or one sentence about why it cannot to stderr. */
@Command(
        name = "standalone",
        description =
                "Run the bridge alone, without XMPP, and serve a page where browser tabs join a call (the default).",
        mixinStandardHelpOptions = true)
final class StandaloneCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in HOCON; see reference.conf for all of them.")
    private @Nullable Path config;

    @Mixin
    private final ListenArguments listen = new ListenArguments();

    @Override
    public Integer call() throws InterruptedException {
        final Daemon bridge;
        try {
            final Settings settings = SettingsReader.read(config, listen.options());
            bridge = Daemon.start(settings, Daemon.Purpose.STANDALONE, UdpMediaPath::open);
        } catch (StartupException e) {
            System.err.println("hummingbridge: " + e.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        StopOnSignal.install(() -> {}, bridge::close);
        bridge.report().forEach(System.out::println);
        System.out.flush();
        // Behind the report: it costs a second, and what it warms up is not needed before the first participant joins.
        bridge.testHandshake(System.out);
        bridge.awaitEnd();
        bridge.close();
        return 0;
    }
}
