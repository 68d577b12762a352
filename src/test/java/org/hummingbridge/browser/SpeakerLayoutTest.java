/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One person large, the others small. */
@Tag("browser")
@Timeout(300)
class SpeakerLayoutTest {
    private Chromium chromium;
    private BridgeProcess bridge;
    private Tab ada;
    private Tab grace;
    private Tab katherine;

    @BeforeEach
    void join() {
        chromium = Chromium.withoutDevices();
        bridge = BridgeProcess.start();
        ada = chromium.tab().join(bridge.httpPort(), "Ada", "&fake=1&height=720&start=3000&fps=8");
        grace = chromium.tab().join(bridge.httpPort(), "Grace", "&fake=1&height=720&start=3000&fps=8");
        katherine = chromium.tab(1280, 720, ColorScheme.LIGHT)
                .watched()
                .join(bridge.httpPort(), "Katherine", "&fake=1&fps=5&view=speaker");
        List.of(ada, grace, katherine).forEach(tab -> tab.connected().sees(2, 3));
    }

    @AfterEach
    void quit() {
        chromium.close();
        bridge.close();
    }

    private void pin(final String name) {
        final Locator tile = katherine.tileOf(name);
        tile.hover();
        tile.getByLabel(name + " on stage").click();
    }

    /** The last wishes that were said, by the name of the other. */
    private Map<String, Integer> wantedHeights() {
        final JsonObject wishes = said();
        return Map.of(
                "Ada",
                        wishes.getJsonObject("constraints")
                                .getJsonObject(source("Ada"))
                                .getInteger("maxHeight"),
                "Grace",
                        wishes.getJsonObject("constraints")
                                .getJsonObject(source("Grace"))
                                .getInteger("maxHeight"));
    }

    private JsonObject said() {
        return new JsonObject(
                (String)
                        katherine.evaluate(
                                "() => JSON.stringify(watch.said.findLast(({colibriClass}) => colibriClass === 'ReceiverVideoConstraints'))"));
    }

    private String source(final String name) {
        return (String) katherine
                .page()
                .evaluate(
                        "wanted => `${hummingbridge.call.participants.find(({name}) => name === wanted).id}-v0`", name);
    }

    private void awaitOnStage(final String name) {
        katherine.until("source => watch.said.at(-1)?.onStageSources.join() === source", source(name));
    }

    @Test
    void whoIsPinnedIsLargeAndAskedForLarge() {
        pin("Grace");

        awaitOnStage("Grace");
        assertThat(wantedHeights()).isEqualTo(Map.of("Ada", 180, "Grace", 720));
        assertThat(katherine.tileOf("Grace").boundingBox().height)
                .isGreaterThan(2 * katherine.tileOf("Ada").boundingBox().height);

        pin("Ada");

        awaitOnStage("Ada");
        assertThat(wantedHeights()).isEqualTo(Map.of("Ada", 720, "Grace", 180));
        katherine.screenshot("speaker-view");
        assertThat(katherine.complaints()).isEmpty();
    }

    @Test
    void whoSpeaksComesOnStage() {
        for (final String speaker : List.of("Grace", "Ada")) {
            Stream.of(ada, grace, katherine)
                    .forEach(tab -> setMicrophone(tab, tab == (speaker.equals("Ada") ? ada : grace)));

            awaitOnStage(speaker);
        }
    }

    private static void setMicrophone(final Tab tab, final boolean isOn) {
        final Locator button = tab.button("Microphone");
        if (!button.getAttribute("aria-pressed").equals(String.valueOf(isOn))) {
            button.click();
        }
    }

    @Test
    void aPictureThatIsTurnedOffIsNotSent() {
        katherine.page().evaluate("() => watch.choose('Ada', 'off')");

        assertThat(katherine.tileOf("Ada").and(katherine.page().locator(".paused")))
                .isVisible();
        final JsonArray constraints = new JsonArray().add(wantedHeights().get("Ada"));
        assertThat(constraints.getInteger(0)).isZero();

        katherine.page().evaluate("() => watch.choose('Ada', 'auto')");

        assertThat(katherine.tileOf("Ada").and(katherine.page().locator(".paused")))
                .hasCount(0);
        katherine.sees(2, 3);
    }

    @Test
    void whoIsOnStageIsSharpAndTheOthersAreSmall() {
        for (final String name : List.of("Grace", "Ada")) {
            pin(name);
            awaitOnStage(name);

            katherine.until("""
                    async name => (await hummingbridge.stats()).remote.filter(({kind}) => kind === 'video')
                        .every(({name: whose, height}) => height === (whose === name ? 720 : 180))""", name);
        }
    }
}
