/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * A real Prosody (Debian's package) on loopback ports of its own, set up as in a Jitsi deployment: accounts on
 * {@code auth.bridge.test}, the brewery's MUC on {@code internal.auth.bridge.test}, a component slot
 * {@code jvb.bridge.test}. Keeps its ports over restarts, and never touches another Prosody of this machine.
 *
 * Used by the tests of other modules as well: {@code try (var prosody = Prosody.in(tempDir)) { prosody.start(); … }}.
 */
public final class Prosody implements AutoCloseable {
    public static final String DOMAIN = "auth.bridge.test";
    public static final String MUC_DOMAIN = "internal.auth.bridge.test";
    public static final String BREWERY = "jvbbrewery@" + MUC_DOMAIN;
    public static final String COMPONENT = "jvb.bridge.test";
    public static final String COMPONENT_SECRET = "component secret";

    private static final long READY_SECONDS = 60;
    private static final int LINES_KEPT = 400;

    private final Path folder;
    private final int clientPort;
    private final int componentPort;
    private final Deque<String> log = new ArrayDeque<>();
    private UnaryOperator<String> change = config -> config;
    private List<String> prefix = List.of();
    private Process process;

    private Prosody(Path folder) {
        this.folder = folder;
        // Both at once: of two that are free one after the other the second may be the first again.
        try (var client = freePort();
                var component = freePort()) {
            this.clientPort = client.getLocalPort();
            this.componentPort = component.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not started yet; has the accounts jvb and focus, both admins of the MUC service as in docker-jitsi-meet. */
    public static Prosody in(Path folder) {
        var prosody = new Prosody(folder);
        prosody.register("jvb", "jvb secret");
        prosody.register("focus", "focus secret");
        TestCertificate.of(DOMAIN).writeTo(prosody.certificate(), prosody.key());
        return prosody;
    }

    /** Edits the configuration before the next start. */
    public Prosody with(UnaryOperator<String> edit) {
        change = edit;
        return this;
    }

    /** Starts it behind these words, such as those that enter a network namespace and then become the command that follows. */
    public Prosody through(List<String> words) {
        prefix = List.copyOf(words);
        return this;
    }

    /** Leaves TLS out. */
    public Prosody withoutTls() {
        return with(config -> config.replaceAll("(?m)^ *ssl = .*$", "").replace("\"tls\",", ""));
    }

    public int clientPort() {
        return clientPort;
    }

    public int componentPort() {
        return componentPort;
    }

    /** The self-signed certificate of {@link #DOMAIN}, PEM. */
    public Path certificate() {
        return folder.resolve("server.crt");
    }

    private Path key() {
        return folder.resolve("server.key");
    }

    /** Takes effect at once, also while it runs. */
    public void register(String user, String password) {
        try {
            var accounts = Files.createDirectories(
                    folder.resolve("data").resolve(DOMAIN.replace(".", "%2e")).resolve("accounts"));
            Files.writeString(accounts.resolve(user + ".dat"), "return { [\"password\"] = \"" + password + "\"; };");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it accepts clients and components. */
    public void start() {
        try {
            var config = Files.writeString(folder.resolve("prosody.cfg.lua"), change.apply(configuration()));
            var line = new ArrayList<>(prefix);
            line.addAll(List.of("prosody", "--config", config.toString(), "-F"));
            process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var ready = new CountDownLatch(2);
            var started = process;
            Thread.ofVirtual().start(() -> follow(started, ready));
            if (!ready.await(READY_SECONDS, SECONDS) || !process.isAlive()) {
                throw new IllegalStateException("Prosody did not start:\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the tests need the package prosody", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void follow(Process started, CountDownLatch ready) {
        try (var lines = started.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.contains("Activated service 'c2s'") || line.contains("Activated service 'component'")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            keep(e.toString());
        }
        ready.countDown();
        ready.countDown();
    }

    private void keep(String line) {
        synchronized (log) {
            log.add(line);
            if (log.size() > LINES_KEPT) {
                log.remove();
            }
        }
    }

    /** Its last lines. */
    public String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    /** SIGTERM; returns when it has ended. */
    public void stop() {
        end(false);
    }

    /** SIGKILL; returns when it has ended. */
    public void kill() {
        end(true);
    }

    public void restart() {
        stop();
        start();
    }

    private void end(boolean forcibly) {
        if (process == null) {
            return;
        }
        try {
            if (forcibly) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            if (!process.waitFor(READY_SECONDS, SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private String configuration() {
        return """
            run_as_root = true
            pidfile = "FOLDER/prosody.pid"
            data_path = "FOLDER/data"
            interfaces = { "127.0.0.1" }
            local_interfaces = { "127.0.0.1" }
            use_ipv6 = false
            c2s_ports = { C2S }
            c2s_direct_tls_ports = { }
            s2s_ports = { }
            component_ports = { COMPONENT_PORT }
            component_interfaces = { "127.0.0.1" }
            http_ports = { }
            https_ports = { }
            modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "smacks", "posix" }
            modules_disabled = { "s2s", "offline" }
            admins = { "focus@auth.bridge.test", "jvb@auth.bridge.test" }
            allow_registration = false
            c2s_require_encryption = false
            authentication = "internal_hashed"
            storage = "internal"
            smacks_hibernation_time = 60
            limits = { }
            log = { { levels = { min = "info" }, to = "console" } }

            VirtualHost "auth.bridge.test"
              ssl = { key = "FOLDER/server.key", certificate = "FOLDER/server.crt" }

            Component "internal.auth.bridge.test" "muc"
              storage = "memory"
              restrict_room_creation = true
              muc_room_locking = false
              muc_room_default_public_jids = true
              muc_tombstones = false
              muc_room_allow_persistent = false

            Component "jvb.bridge.test"
              component_secret = "component secret"
            """.replace("FOLDER", folder.toString())
                .replace("COMPONENT_PORT", Integer.toString(componentPort))
                .replace("C2S", Integer.toString(clientPort));
    }

    /** SHA-256 of {@link #certificate}, in lower-case hex. */
    public String certificateSha256() {
        return HexFormat.of().formatHex(TestCertificate.sha256(certificate()));
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
