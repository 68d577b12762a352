/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.focus;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hummingbridge.daemon.DaemonCommand;
import org.hummingbridge.signaling.xmpp.Prosody;

/** The bridge as an operator runs it, with a jvb.conf, in a JVM of its own, on loopback and on ports that are free. */
final class DeployedBridge implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    private DeployedBridge(final Process process) {
        this.process = process;
        // A virtual thread would keep its carrier while it waits for a pipe: on one core the only one.
        Thread.ofPlatform().daemon().start(this::read);
    }

    static DeployedBridge start(final Path folder, final Prosody prosody, final String nickname) throws IOException {
        final Path config = Files.writeString(folder.resolve(nickname + ".conf"), """
                videobridge {
                  health.require-valid-address = false
                  apis.xmpp-client {
                    presence-interval = 1 second
                    configs.ourprosody {
                      hostname = "127.0.0.1"
                      port = %d
                      domain = "%s"
                      username = "jvb"
                      password = "jvb secret"
                      muc_jids = "%s"
                      muc_nickname = "%s"
                      disable_certificate_verification = true
                    }
                  }
                }
                """.formatted(
                        prosody.clientPort(), Prosody.DOMAIN, Prosody.BREWERY, nickname));
        final Process process = new ProcessBuilder(
                        DaemonCommand.line(DaemonCommand.onFreePorts("run", "--config", config.toString())))
                .redirectErrorStream(true)
                .start();
        return new DeployedBridge(process);
    }

    String output() {
        return String.join("\n", output);
    }

    /** SIGTERM; returns when it has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, SECONDS)) {
            throw new AssertionError("the bridge did not stop:\n" + output());
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
            }
        } catch (final IOException e) {
            output.add(e.toString());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
