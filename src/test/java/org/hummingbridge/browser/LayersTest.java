/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture that comes is the one that is asked for. The goal is 2 s on a machine that has nothing else to do. */
@Tag("browser")
@Timeout(300)
class LayersTest {
    private static final System.Logger LOG = System.getLogger(LayersTest.class.getName());
    private static final List<Integer> HEIGHTS = List.of(360, 720, 360, 180, 720, 180);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int AFTERWARDS_MILLIS = 700;
    private static final int STEADY_MILLIS = 2_000;
    private static final double LONGEST_FREEZE_MILLIS = 500;

    private final Chromium chromium = Chromium.withoutDevices();
    private final BridgeProcess bridge = BridgeProcess.start();

    @AfterEach
    void quit() {
        chromium.close();
        bridge.close();
    }

    /** Where nobody else wants more, the sender itself sends only what is asked for; else the bridge has to choose. */
    @ParameterizedTest(name = "{0}, others want more: {2}")
    @CsvSource({
        "vp8, VP8, true",
        "vp8, VP8, false",
        "h264, H264, true",
        "vp9, VP9, true",
        "vp9, VP9, false",
        "av1, AV1, true"
    })
    void theHeightThatComesFollowsTheOneThatIsAskedForAndNothingFreezes(
            final String codec, final String name, final boolean othersWantMore) {
        final Tab ada =
                chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=720&start=3000&fps=10&codec=" + codec);
        assumeTrue(ada.canEncode(name), "This Chromium cannot encode " + name);
        final Tab grace = chromium.tab().watched().join(bridge.httpPort(), "Grace", "&fake=1&fps=5");
        grace.connected().sees(1, 5);
        if (othersWantMore) {
            final Tab katherine = chromium.tab().watched().join(bridge.httpPort(), "Katherine", "&fake=1&fps=5");
            katherine.connected().sees(2, 5);
            katherine.page().evaluate("() => { watch.choose('Ada', 720); watch.choose('Grace', 'off'); }");
        }
        assertThat(switchTo(grace, 180).get("reachedMillis")).as("180 at first").isNotNull();

        final List<String> frozen = climb(grace, name, othersWantMore);

        // A machine that is busy with something else stops pictures too, but not twice at the same step.
        if (!frozen.isEmpty()) {
            assertThat(climb(grace, name, othersWantMore))
                    .as("frozen twice, at first %s", frozen)
                    .doesNotContainAnyElementsOf(frozen);
        }
        assertThat(grace.stats().getJsonArray("remote").encode()).contains("\"codec\":\"" + name + "\"");
    }

    /** Asks for one height after the other and waits for each. Returns the steps at which the picture stood still for too long. */
    private static List<String> climb(final Tab tab, final String codec, final boolean othersWantMore) {
        // What this machine needs without any switch does not count against the bridge.
        final double steady = number(
                tab.page().evaluate("within => watch.frames('Ada', {within})", STEADY_MILLIS), "longestGapMillis");
        final List<String> frozen = new ArrayList<>();
        int from = 180;
        for (final int height : HEIGHTS) {
            final String step = from + " to " + height;
            final Map<String, Object> switched = switchTo(tab, height);
            assertThat(switched.get("reachedMillis"))
                    .as("%s from %s: %s", codec, step, tab.stats().getJsonArray("remote"))
                    .isNotNull();
            final double gap = number(switched, "longestGapMillis");
            LOG.log(
                    System.Logger.Level.INFO,
                    String.format(
                            "%s from %s after %.0f ms, longest gap %.0f ms, %.0f ms without a switch%s",
                            codec,
                            step,
                            number(switched, "reachedMillis"),
                            gap,
                            steady,
                            othersWantMore ? ", others want more" : ""));
            if (gap >= LONGEST_FREEZE_MILLIS + steady) {
                frozen.add(step);
            }
            from = height;
        }
        return frozen;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> switchTo(final Tab tab, final int height) {
        return (Map<String, Object>) tab.page()
                .evaluate(
                        "([height, within, after]) => watch.switchTo('Ada', height, {within, after})",
                        List.of(height, PATIENCE_MILLIS, AFTERWARDS_MILLIS));
    }

    private static double number(final Object values, final String key) {
        return ((Number) ((Map<?, ?>) values).get(key)).doubleValue();
    }
}
