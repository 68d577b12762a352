/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's modules that compute and touch nothing, tried where they run. */
@Tag("browser")
class PureFunctionsTest {
    private static Chromium chromium;
    private static BridgeProcess bridge;
    private static Tab tab;

    @BeforeAll
    static void open() {
        chromium = Chromium.withoutDevices();
        bridge = BridgeProcess.start();
        tab = chromium.tab().open(bridge.httpPort(), "fake=1");
    }

    @AfterAll
    static void close() {
        chromium.close();
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grid", "speaker"})
    void noTileLiesOnAnotherOrOutsideOfTheArea(final String layout) {
        final Object wrong = tab.page().evaluate("""
                async name => {
                    const layout = (await import('/js/layout.js'))[name];
                    const wrong = [];
                    for (const [width, height] of [[1280, 620], [390, 700], [800, 300], [600, 600], [1900, 950]]) {
                        for (let count = 1; count <= 30; count++) {
                            const tiles = layout(count, {left: 5, top: 7, width, height}, 10);
                            const shown = tiles.filter(Boolean);
                            const apart = (a, b) => a.left + a.width <= b.left || b.left + b.width <= a.left
                                || a.top + a.height <= b.top || b.top + b.height <= a.top;
                            const fits = shown.every((a, i) => a.left >= 5 && a.top >= 7 && a.width > 0 && a.height > 0
                                && a.left + a.width <= 6 + width && a.top + a.height <= 8 + height
                                && shown.every((b, j) => i === j || apart(a, b)));
                            if (tiles.length !== count || !tiles[0] || !fits) wrong.push([width, height, count]);
                        }
                    }
                    return wrong;
                }""", layout);

        assertThat((List<?>) wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vp8, 720, 3, 720, 4:200 2:500 1:1500",
        "vp8, 720, 3, 500, 4:200 2:500",
        "vp8, 720, 3, 180, 4:200",
        "vp8, 720, 3, 90, 4:200",
        "vp8, 720, 3, 0, ''",
        "h264, 720, 3, 360, 4:400/L1T3 2:800/L1T3",
        "vp8, 1080, 3, 1080, 4:500 2:1500 1:3000",
        "vp8, 180, 1, 720, 1:200",
        "vp9, 720, 1, 720, 1:1200/L3T3_KEY",
        "vp9, 720, 1, 360, 2:300/L2T3_KEY",
        "av1, 720, 1, 180, 4:100/L1T3",
        "av1, 360, 1, 720, 1:300/L2T3_KEY",
        "av1, 720, 1, 0, ''"
    })
    void whatIsSentIsNoMoreThanIsWanted(
            final String codec, final int height, final int count, final int wanted, final String sent) {
        final Object found =
                tab.page().evaluate("""
                async ({codec, height, count, wanted}) => {
                    const {encodings} = await import('/js/sending.js');
                    return encodings({codec, height, count, wanted, capBps: 1e7}).filter(({active}) => active)
                        .map(({scaleResolutionDownBy, maxBitrate, scalabilityMode}) =>
                            `${scaleResolutionDownBy}:${maxBitrate / 1000}${scalabilityMode ? `/${scalabilityMode}` : ''}`).join(' ');
                }""", Map.of("codec", codec, "height", height, "count", count, "wanted", wanted));

        assertThat(found).isEqualTo(sent);
    }

    @Test
    void ofSimulcastOnlyTheLowestEncodingIsReceivedAndWhatIsMalformedIsLeftOut() {
        final Object found = tab.page().evaluate("""
                async () => {
                    const {readSources} = await import('/js/sdp.js');
                    const video = (sources, groups) => ({type: 'video', id: 'a-v0', sources: sources.map(ssrc => ({ssrc})), 'ssrc-groups': groups});
                    const sim = [{semantics: 'SIM', sources: [5, 3]}, {semantics: 'FID', sources: [3, 4]}, {semantics: 'FID', sources: [5, 6]}];
                    return JSON.stringify([
                        readSources('a', [video([3, 4, 5, 6], sim)]),
                        readSources('a', [video([7], [])]),
                        readSources('a', [video([], []), {...video([1], []), id: 'x y'}, video([0], []), {...video([1], []), type: 'text'}]),
                    ].map(list => list.map(({ssrcs, groups}) => [ssrcs, groups.length])));
                }""");

        assertThat(found).isEqualTo("[[[[5,6],1]],[[[7],0]],[]]");
    }
}
