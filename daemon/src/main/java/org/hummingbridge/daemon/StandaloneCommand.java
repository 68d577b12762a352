/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.dtls.DtlsSelfTest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs until a signal comes. Prints what it offers to stdout, or one sentence about why it cannot to stderr. */
@Command(
        name = "standalone",
        description =
                "Run the bridge alone, without XMPP, and serve a page where browser tabs join a call (the default).",
        mixinStandardHelpOptions = true)
final class StandaloneCommand implements Callable<Integer> {
    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(30);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in HOCON; see reference.conf for all of them.")
    private @Nullable Path config;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Local address for media, instead of all usable ones.")
    private @Nullable String bind;

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port for media (0: a free one).")
    private @Nullable Integer port;

    @Option(names = "--http-port", paramLabel = "PORT", description = "TCP port of the page and the control interface.")
    private @Nullable Integer httpPort;

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "TCP port of the metrics.")
    private @Nullable Integer metricsPort;

    @Override
    public Integer call() throws InterruptedException {
        final Daemon bridge;
        try {
            final Settings settings =
                    SettingsReader.read(config, new CommandLineOptions(bind, port, httpPort, metricsPort));
            bridge = Daemon.start(settings, Daemon.Purpose.STANDALONE, UdpMediaPath::open);
        } catch (StartupException e) {
            System.err.println("hummingbridge: " + e.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        StopOnSignal.install(() -> {}, bridge::close);
        bridge.report().forEach(System.out::println);
        System.out.flush();
        // Behind the report: it costs a second, and what it warms up is not needed before the first participant joins.
        final String handshake = DtlsSelfTest.run(new SecureRandom(), SELF_TEST_LIMIT);
        bridge.handshake().result(handshake);
        if (handshake != null) {
            System.out.println(
                    "  warning    Nobody will be able to join, because the DTLS self-test failed: " + handshake);
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
