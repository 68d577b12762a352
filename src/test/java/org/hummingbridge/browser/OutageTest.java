/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hummingbridge.signaling.xmpp.Prosody;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The XMPP server dies again and again, and those who are in a call do not notice. */
@Tag("browser")
@Tag("prosody")
@Timeout(600)
class OutageTest {
    private static final int OUTAGES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long LOOK_NANOS = 20_000_000;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void twentyDeathsOfTheServerLeaveACallAloneAndReadinessTellsThemAll() throws Exception {
        try (Prosody prosody = Prosody.in(folder);
                Chromium chromium = Chromium.withFakeDevices()) {
            prosody.start();
            try (BridgeProcess bridge = BridgeProcess.deployment(entry(prosody))) {
                awaitReady(bridge, true);
                final List<Tab> tabs = List.of(
                        chromium.tab().join(bridge.httpPort(), "Ada"),
                        chromium.tab().join(bridge.httpPort(), "Grace"));
                tabs.forEach(tab -> tab.connected().sees(1, 5));
                final long lostBefore = lost(tabs);

                for (int outage = 0; outage < OUTAGES; outage++) {
                    prosody.kill();
                    awaitReady(bridge, false);
                    tabs.forEach(tab -> tab.sees(1, 5));
                    prosody.start();
                    awaitReady(bridge, true);
                }

                tabs.forEach(tab -> tab.sees(1, 5));
                // What was under way again at first counts as lost until it comes.
                assertThat(lost(tabs)).isLessThanOrEqualTo(lostBefore);
                tabs.forEach(tab -> assertThat(tab.complaints()).isEmpty());
                assertThat(bridge.output().lines().filter(line -> line.contains("joined")))
                        .as("each state is said once:%n%s", bridge.output())
                        .hasSizeLessThanOrEqualTo(1 + OUTAGES);
            }
        }
    }

    private static String entry(final Prosody prosody) {
        return """
                test {
                  hostname = "127.0.0.1", port = %d, domain = "%s", username = "jvb", password = "jvb secret"
                  muc_jids = "%s", muc_nickname = "hb1", disable_certificate_verification = true
                }
                """.formatted(prosody.clientPort(), Prosody.DOMAIN, Prosody.BREWERY);
    }

    private void awaitReady(final BridgeProcess bridge, final boolean ready) throws Exception {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + bridge.httpPort() + "/about/health/ready"))
                .build();
        final long start = System.nanoTime();
        String answer = "";
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            answer = client.send(request, BodyHandlers.ofString()).body();
            if (new JsonObject(answer).getBoolean("passed") == ready) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(answer)
                .as("ready within %s: %s%n%s", PATIENCE, ready, bridge.output())
                .isNull();
    }

    /** Packets that never came, in all tabs together. */
    private static long lost(final Collection<Tab> tabs) {
        return tabs.stream()
                .flatMap(tab -> tab.stats().getJsonArray("remote").stream())
                .map(JsonObject.class::cast)
                .mapToLong(stream -> stream.getLong("packetsLost", 0L))
                .sum();
    }
}
