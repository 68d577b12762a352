/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hummingbridge.browser.Bottleneck.Link;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link that becomes thin has fewer and smaller pictures and the same sound; when it recovers, so do they. */
@Tag("browser")
@Timeout(300)
class ThinLinkTest {
    private static final System.Logger LOG = System.getLogger(ThinLinkTest.class.getName());
    private static final int SEED = 4;
    private static final Link WIDE = new Link(2_500, 20, 0, 300);
    private static final Link THIN = new Link(300, 20, 0.01, 300);
    private static final String TOTAL_SAMPLES = "totalSamplesReceived";
    private static final int STEADY_MILLIS = 8_000;
    /** What a listener takes for a good line; retransmissions and Opus's own repair leave next to nothing. */
    private static final double CONCEALED_AT_MOST = 0.03;
    /** While the estimate falls, the queue in front of the thin link drops sound as well as pictures. */
    private static final double CONCEALED_SECONDS_AT_THE_FALL = 2;

    private static final double SAMPLES_PER_SECOND = 48_000;
    private static final int SPEAKERS = 2;

    /** The heights of all pictures that come, added up. */
    private static final String HEIGHTS = """
            async () => {
                const {remote} = await hummingbridge.stats();
                const now = new Map(remote.map(({source, framesDecoded}) => [source, framesDecoded]));
                const before = window.decodedBefore ?? new Map();
                window.decodedBefore = now;
                return remote.filter(({kind, source}) => kind === 'video' && now.get(source) > (before.get(source) ?? 0))
                    .reduce((sum, {height}) => sum + height, 0);
            }""";

    @Test
    void aThinLinkHasSmallerPicturesAndWholeSoundUntilItRecovers() throws Exception {
        try (Chromium chromium = Chromium.withoutDevices();
                BridgeProcess bridge = BridgeProcess.start();
                Throttle throttle = new Throttle(SEED, WIDE)) {
            final Tab ada = chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=720&start=3000&fps=8");
            final Tab grace = chromium.tab().join(bridge.httpPort(), "Grace", "&fake=1&height=720&start=3000&fps=8");
            final Tab thin = chromium.tab().watched();
            throttle.between(thin.page());
            thin.join(bridge.httpPort(), "Katherine", "&fake=1&fps=5");
            List.of(ada, grace, thin).forEach(tab -> tab.connected().sees(2, 3));
            List.of("Ada", "Grace").forEach(name -> thin.page().evaluate("name => watch.choose(name, 720)", name));
            awaitHeights(thin, "sum >= 720 + 180", "wide");

            final JsonObject before = thin.stats();
            throttle.downlink(THIN);
            // Half a second and more between two looks, or a picture that stopped would count as one that comes.
            awaitHeights(thin, "sum > 0 && sum <= 360", "thin");
            final JsonObject settled = thin.stats();
            thin.page().waitForTimeout(STEADY_MILLIS);
            final JsonObject after = thin.stats();

            final double secondsAtTheFall = concealed(before, settled) / SAMPLES_PER_SECOND / SPEAKERS;
            final double share =
                    concealed(settled, after) / (audio(after, TOTAL_SAMPLES) - audio(settled, TOTAL_SAMPLES));
            LOG.log(
                    System.Logger.Level.INFO,
                    String.format(
                            "concealed: %.2f s at the fall, %.2f %% on the thin link", secondsAtTheFall, 100 * share));
            assertThat(secondsAtTheFall).isLessThan(CONCEALED_SECONDS_AT_THE_FALL);
            assertThat(share).isLessThan(CONCEALED_AT_MOST);
            assertThat(after.getString("state")).isEqualTo("connected");
            thin.screenshot("thin-link");

            throttle.downlink(WIDE);
            awaitHeights(thin, "sum >= 720 + 180", "wide again");
            assertThat(thin.complaints()).isEmpty();
        }
    }

    private static void awaitHeights(final Tab tab, final String condition, final String what) {
        final long start = System.nanoTime();
        tab.until("""
                async () => {
                    await new Promise(resolve => setTimeout(resolve, 600));
                    const sum = await (%s)();
                    return %s;
                }""".formatted(HEIGHTS, condition));
        LOG.log(System.Logger.Level.INFO, "{0} after {1} ms", what, (System.nanoTime() - start) / 1_000_000);
    }

    /** Samples that were made up for what did not come in time, silence not counted. */
    private static double concealed(final JsonObject before, final JsonObject after) {
        return audio(after, "concealedSamples")
                - audio(before, "concealedSamples")
                - audio(after, "silentConcealedSamples")
                + audio(before, "silentConcealedSamples");
    }

    private static double audio(final JsonObject stats, final String counter) {
        return stats.getJsonArray("remote").stream()
                .map(JsonObject.class::cast)
                .filter(source -> source.getString("kind").equals("audio"))
                .mapToDouble(source -> source.getDouble(counter))
                .sum();
    }
}
