/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.OwnBridge;
import org.hummingbridge.bench.server.Program;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bridge is measured, and how it runs if it is ours. */
final class BridgeOptions {
    private static final String NOT_PINNED = "none";

    /** Neither estimates, which are made, nor overload limit what is sent: it is the same in every run, however busy the machine is. */
    private static final List<String> UNLIMITED =
            List.of("videobridge.cc.trust-bwe = false", "hummingbridge.overload.shed-video = false");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Control interface of a bridge that runs, e.g. http://127.0.0.1:8080.")
    @Nullable
    URI url;

    @Option(names = "--pid", paramLabel = "PID", description = "Process of that bridge, to measure its CPU time.")
    @Nullable
    Long pid;

    @Option(
            names = "--bridge-cores",
            paramLabel = "LIST",
            defaultValue = "0",
            description =
                    "Cores of our own bridge, as taskset takes them (default: ${DEFAULT-VALUE}); none: not pinned.")
    String bridgeCores = "";

    @Option(
            names = "--bridge-jvm-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Further options of our own bridge's JVM.")
    String bridgeJvmOptions = "";

    @Option(names = "--bridge-config", paramLabel = "FILE", description = "Settings of our own bridge, in HOCON.")
    @Nullable
    Path bridgeConfig;

    @Option(
            names = "--limit",
            description =
                    "Lets bandwidth estimates and overload limit what our own bridge sends, as they do in service.")
    boolean limit;

    /** Of our own bridge, as the build put it where the launcher says. */
    Program program = Program.in(Path.of(System.getProperty("hummingbridge.app", "daemon/target/app")));

    /**
     * The bridge that runs, or one of our own that is started.
     *
     * @param settings of our own; see {@link #openOwn}
     */
    BridgeUnderTest open(final Progress progress, final String... settings) throws IOException {
        return url == null ? openOwn(progress, List.of(settings)) : BridgeUnderTest.other(url, pid);
    }

    /**
     * One of our own, for modes that no other can be asked to bear.
     *
     * @param settings lines of HOCON beside those of the command line
     */
    BridgeUnderTest openOwn(final Progress progress, final List<String> settings) throws IOException {
        if (url != null) {
            throw new IOException("this mode starts bridges of its own; leave --url out");
        }
        progress.show("starting the bridge");
        return BridgeUnderTest.ours(OwnBridge.start(
                program,
                NOT_PINNED.equals(bridgeCores) ? null : bridgeCores,
                bridgeJvmOptions,
                withSettings(settings)));
    }

    /** What comes later counts. */
    Path withSettings(final List<String> settings) throws IOException {
        final List<String> lines = new ArrayList<>();
        if (!limit) {
            lines.addAll(UNLIMITED);
        }
        if (bridgeConfig != null) {
            lines.add("include required(file("
                    + TextNode.valueOf(bridgeConfig.toAbsolutePath().toString()) + "))");
        }
        lines.addAll(settings);
        final Path file = Files.createTempFile("bench", ".conf");
        file.toFile().deleteOnExit();
        return Files.write(file, lines);
    }

    static String describe(final BridgeUnderTest bridge) {
        final OwnBridge own = bridge.own();
        return own == null
                ? "Bridge at " + bridge.control()
                : String.format(
                        Locale.ROOT,
                        "Hummingbridge, ready after %.0f ms; %s",
                        own.startMillis(),
                        String.join("; ", own.report()));
    }
}
