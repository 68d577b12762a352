/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A network namespace with an address of its own and no way out: another machine, as far as addresses go. */
final class Namespace implements AutoCloseable {
    private final String name =
            "hb" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    private final Path hosts = Path.of("/etc/netns", name);

    /** @param hostsLine a line of its {@code /etc/hosts} */
    Namespace(final String address, final String hostsLine) throws IOException {
        Files.createDirectories(hosts);
        Files.writeString(hosts.resolve("hosts"), "127.0.0.1 localhost\n" + hostsLine + "\n");
        run("ip", "netns", "add", name);
        run("ip", "-n", name, "link", "set", "lo", "up");
        // Both ends stay inside; one alone would have no carrier.
        run("ip", "-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", "other");
        run("ip", "-n", name, "address", "add", address, "dev", "eth0");
        run("ip", "-n", name, "link", "set", "eth0", "up");
        run("ip", "-n", name, "link", "set", "other", "up");
    }

    /** What to put in front of a command so that it runs inside. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** A program that starts {@code program} inside. */
    Path wrapping(final Path program, final Path folder) throws IOException {
        final Path script = folder.resolve("inside-" + program.getFileName());
        Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", prefix()) + " " + program + " \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "delete", name);
        Files.deleteIfExists(hosts.resolve("hosts"));
        Files.deleteIfExists(hosts);
    }

    private static void run(final String... command) throws IOException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.onExit().join().exitValue())
                .as("%s: %s", List.of(command), output)
                .isZero();
    }
}
