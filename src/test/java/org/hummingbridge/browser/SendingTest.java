/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page sends of a camera. */
@Tag("browser")
@Timeout(300)
class SendingTest {
    /** Encodings that are sent, as heights, from low to high. */
    private static final String HEIGHTS_SENT = """
            async wanted => {
                const {encodings} = (await hummingbridge.stats()).sent.video;
                const heights = encodings.filter(({active, height}) => active && height).map(({height}) => height);
                return JSON.stringify(heights) === wanted;
            }""";

    private final Chromium chromium = Chromium.withoutDevices();
    private final BridgeProcess bridge = BridgeProcess.start();
    private Tab ada;
    private Tab grace;

    @AfterEach
    void quit() {
        chromium.close();
        bridge.close();
    }

    /** Ada sends a large picture, and Grace wants it. */
    private void join(final String codec, final String name) {
        ada = chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=720&start=3000&fps=8&codec=" + codec);
        assumeTrue(ada.canEncode(name), "This Chromium cannot encode " + name);
        grace = chromium.tab().watched().join(bridge.httpPort(), "Grace", "&fake=1&fps=5");
        List.of(ada, grace).forEach(tab -> tab.connected().sees(1, 3));
        want("720");
    }

    private void want(final String size) {
        grace.page().evaluate("size => watch.choose('Ada', size)", size);
    }

    @ParameterizedTest
    @CsvSource({"vp8, VP8", "h264, H264"})
    void simulcastIsSentAndSignalledFromLowToHigh(final String codec, final String name) {
        join(codec, name);

        ada.until(HEIGHTS_SENT, "[180,360,720]");

        final JsonObject video = ada.stats().getJsonObject("sent").getJsonObject("video");
        assertThat(video.getString("codec")).isEqualTo(name);
        final List<Object> ssrcs = video.getJsonArray("encodings").stream()
                .map(JsonObject.class::cast)
                .map(encoding -> encoding.getValue("ssrc"))
                .toList();
        final JsonObject source = new JsonObject((String) grace.evaluate(
                "() => JSON.stringify(hummingbridge.call.participants[0].sources.find(({type}) => type === 'video'))"));
        final List<JsonObject> groups = source.getJsonArray("ssrc-groups").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(groups.stream().map(group -> group.getString("semantics")))
                .containsExactly("SIM", "FID", "FID", "FID");
        assertThat(groups.getFirst().getJsonArray("sources").stream().toList()).isEqualTo(ssrcs);
        assertThat(groups.stream()
                        .skip(1)
                        .map(group -> group.getJsonArray("sources").getValue(0))
                        .toList())
                .isEqualTo(ssrcs);
        assertThat(List.of(ada, grace)).flatExtracting(Tab::complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vp8, VP8", "h264, H264"})
    void simulcastEndsWhereNobodyWantsMore(final String codec, final String name) {
        join(codec, name);
        ada.until(HEIGHTS_SENT, "[180,360,720]");
        for (final Map.Entry<String, String> step : List.of(
                Map.entry("360", "[180,360]"),
                Map.entry("180", "[180]"),
                Map.entry("off", "[]"),
                Map.entry("720", "[180,360,720]"))) {

            want(step.getKey());

            ada.until(HEIGHTS_SENT, step.getValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"vp9, VP9", "av1, AV1"})
    void layersWithinOneStreamEndWhereNobodyWantsMore(final String codec, final String name) {
        join(codec, name);
        for (final Map.Entry<Integer, String> step :
                List.of(Map.entry(720, "L3T3_KEY"), Map.entry(360, "L2T3_KEY"), Map.entry(180, "L1T3"))) {

            want(String.valueOf(step.getKey()));

            ada.until("""
                    async ([height, mode]) => {
                        const {encodings: [one, ...others]} = (await hummingbridge.stats()).sent.video;
                        return others.length === 0 && one.height === height && one.scalabilityMode === mode;
                    }""", List.of(step.getKey(), step.getValue()));
        }
    }

    @Test
    void aSmallPictureIsSentOnce() {
        ada = chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=180&fps=8");
        chromium.tab()
                .join(bridge.httpPort(), "Grace", "&fake=1&fps=5")
                .connected()
                .sees(1, 3);

        ada.connected().until(HEIGHTS_SENT, "[180]");
    }
}
