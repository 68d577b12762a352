/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path config;
    private Path properties;

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("jvb.conf"), """
                videobridge {
                  ice.udp.port = 10001
                  sctp.enable = false
                  ice.tcp.enabled = false
                  apis.xmpp-client.configs.shard {
                    HOSTNAME = localhost, USERNAME = jvb, PASSWORD = hunter2, MUC_JIDS = "b@muc", MUC_NICKNAME = n }
                }""");
        properties =
                Files.writeString(folder.resolve("legacy.properties"), "org.jitsi.videobridge.health.INTERVAL=5000\n");
    }

    @Test
    void everyValueIsPrintedWithItsOrigin() {
        assertThat(run("--config", config.toString(), "--properties", properties.toString(), "--http-port", "8081"))
                .isZero();

        assertThat(out.toString().lines())
                .contains(
                        "# read: " + properties + ", " + config,
                        "videobridge.ice.udp.port = 10001  # " + config + ": 2",
                        "videobridge.http-servers.private.port = 8081  # --http-port",
                        "videobridge.health.interval = \"5000 ms\"  # " + properties
                                + ": 1, org.jitsi.videobridge.health.INTERVAL",
                        "videobridge.health.timeout = \"90 seconds\"  # default",
                        "videobridge.relay.region = null  # default");
    }

    @Test
    void keysWithoutEffectComeLastAndSecretsNever() {
        run("--config", config.toString(), "--properties", properties.toString());

        assertThat(out.toString())
                .contains("configs.shard.PASSWORD = (secret)")
                .doesNotContain("hunter2")
                .contains("# without effect, because jitsi-videobridge removed it: videobridge.ice.tcp.enabled")
                .contains("# warning: Unknown setting videobridge.sctp.enable in ")
                .contains("the nearest known one is videobridge.sctp.enabled");
    }

    @Test
    void aWrongValueIsOneSentenceAndTheExitCodeOfBadConfiguration() throws IOException {
        Files.writeString(config, "videobridge.ice.udp.port = 70000");

        assertThat(run("--config", config.toString(), "--properties", properties.toString()))
                .isEqualTo(78);
        assertThat(err.toString()).startsWith("hummingbridge: videobridge.ice.udp.port = 70000");
    }

    private int run(final String... arguments) {
        return new CommandLine(new ConfigCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
