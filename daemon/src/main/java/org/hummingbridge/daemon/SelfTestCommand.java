/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.dtls.DtlsSelfTest;
import org.hummingbridge.signaling.xmpp.SmackSetup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Starts everything on free loopback ports, shakes hands with itself, and ends. Tells whether the bridge works on this machine;
 * the launcher also trains the JVM's class cache with it, which halves the time of later starts and tells their compilers what
 * to expect of a call.
 */
@Command(
        name = "self-test",
        description = "Start on free loopback ports, shake hands with itself, and end: whether the bridge works here.",
        mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int HANDSHAKES = 20;

    /** Set by picocli before it calls. */
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        final PrintWriter err = spec.commandLine().getErr();
        SmackSetup.initialize();
        try (Daemon bridge = Daemon.start(
                SettingsReader.read(null, new CommandLineOptions("127.0.0.1", 0, 0, 0)),
                Daemon.Purpose.STANDALONE,
                UdpMediaPath::open)) {
            bridge.rehearse(Rehearsal.Budget.TRAINING);
            final String failure = shakeHands();
            if (failure == null) {
                spec.commandLine()
                        .getOut()
                        .println("The bridge works: " + bridge.report().getFirst());
                return 0;
            }
            err.println("hummingbridge: the DTLS self-test failed: " + failure);
        } catch (StartupException e) {
            err.println("hummingbridge: " + e.getMessage());
        }
        return 1;
    }

    /** So often that what is compiled for it, and how, gets into the class cache. */
    private static @Nullable String shakeHands() throws InterruptedException {
        String failure = null;
        for (int i = 0; i < HANDSHAKES && failure == null; i++) {
            failure = DtlsSelfTest.run(new SecureRandom(), LIMIT);
        }
        return failure;
    }
}
