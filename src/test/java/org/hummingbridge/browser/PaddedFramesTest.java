/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Browsers take video whose packets the bridge made equally long as they take any other. */
@Tag("browser")
@Timeout(300)
class PaddedFramesTest {
    private static final int WATCHED_MILLIS = 8_000;

    /** A machine that is busy with something else loses packets too, but not again and again. */
    private static final int MOST_WINDOWS = 3;

    private static final List<String> REPAIRS = List.of("nackCount", "pliCount", "packetsLost");

    /** Of 10 that are sent; a busy machine encodes fewer. */
    private static final double FRAMES_PER_SECOND = 4;

    private final Chromium chromium = Chromium.withoutDevices();
    private BridgeProcess bridge;

    @AfterEach
    void quit() {
        chromium.close();
        bridge.close();
    }

    @ParameterizedTest(name = "{1} under {2}")
    @CsvSource({
        "vp8, VP8, AEAD_AES_128_GCM",
        "vp8, VP8, AES128_CM_HMAC_SHA1_80",
        "vp9, VP9, AEAD_AES_128_GCM",
        "h264, H264, AEAD_AES_128_GCM",
        "av1, AV1, AEAD_AES_128_GCM"
    })
    void paddedFramesAreDecodedAndNothingIsAskedForAgain(final String codec, final String name, final String profile) {
        bridge = BridgeProcess.start("auto", profile, 0);
        final Tab ada =
                chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=720&start=3000&fps=10&codec=" + codec);
        assumeTrue(ada.canEncode(name), "This Chromium cannot encode " + name);
        final Tab grace = chromium.tab().watched().join(bridge.httpPort(), "Grace", "&fake=1&fps=5");
        grace.connected().sees(1, 5);
        grace.page().evaluate("() => watch.choose('Ada', 720)");
        grace.sees(1, 20);
        final long paddedBefore = bridge.counted("hummingbridge_padded_total");

        Window window = watch(grace);
        for (int more = 1; more < MOST_WINDOWS && !repairs(window.before()).equals(repairs(window.after())); more++) {
            window = watch(grace);
        }

        assertThat(bridge.counted("hummingbridge_padded_total")).isGreaterThan(paddedBefore);
        assertThat(window.decodedFramesPerSecond().get("Ada")).isGreaterThan(FRAMES_PER_SECOND);
        assertThat(repairs(window.after())).as("%s", REPAIRS).isEqualTo(repairs(window.before()));
        assertThat(video(window.after()).getString("codec")).isEqualTo(name);
    }

    private static Window watch(final Tab tab) {
        tab.beginWindow(WATCHED_MILLIS);
        return tab.endWindow();
    }

    private static List<Long> repairs(final JsonObject stats) {
        return REPAIRS.stream().map(video(stats)::getLong).toList();
    }

    private static JsonObject video(final JsonObject stats) {
        return stats.getJsonArray("remote").stream()
                .map(JsonObject.class::cast)
                .filter(stream -> stream.getString("kind").equals("video"))
                .findFirst()
                .orElseThrow();
    }
}
