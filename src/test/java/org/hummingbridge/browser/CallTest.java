/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("browser")
@Timeout(300)
class CallTest {
    private static final Pattern MEASURED = Pattern.compile("320×180.*[1-9][0-9]* kb/s", Pattern.DOTALL);
    private static final int WINDOW_MILLIS = 20_000;
    private static final double SHARE_OF_SENT_FRAMES = 0.9;
    /** Far below the 15 that are captured: what is compared must not be next to nothing. */
    private static final double FEWEST_SENT_FRAMES_PER_SECOND = 5;

    private Chromium chromium;

    @BeforeEach
    void launch() {
        chromium = Chromium.withFakeDevices();
    }

    @AfterEach
    void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private List<Tab> threeIn(final BridgeProcess bridge) {
        final List<Tab> tabs = Stream.of("Ada", "Grace", "Katherine")
                .map(name -> chromium.tab().join(bridge.httpPort(), name))
                .toList();
        tabs.forEach(tab -> tab.connected().sees(2, 5));
        return tabs;
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({
        "AEAD_AES_128_GCM, ffm",
        "AEAD_AES_128_GCM, epoll",
        "AEAD_AES_128_GCM, nio",
        "AES128_CM_HMAC_SHA1_80, epoll",
        "AES128_CM_HMAC_SHA1_80, nio"
    })
    void everybodySeesAndHearsEverybody(final String profile, final String transport) throws Exception {
        assumeTrue(
                transport.equals("nio") || System.getProperty("os.name").equals("Linux"),
                "this way to the kernel is for Linux");
        try (BridgeProcess bridge = BridgeProcess.start(transport, profile, 0)) {
            final List<Tab> tabs = threeIn(bridge);

            tabs.forEach(tab -> tab.beginWindow(WINDOW_MILLIS));
            final List<Window> windows = tabs.stream().map(Tab::endWindow).toList();

            tabs.getFirst().screenshot("call-" + transport + "-" + profile);
            final Map<String, Double> sent = Map.of(
                    "Ada", windows.get(0).sentFramesPerSecond(),
                    "Grace", windows.get(1).sentFramesPerSecond(),
                    "Katherine", windows.get(2).sentFramesPerSecond());
            assertThat(sent.values()).allMatch(rate -> rate >= FEWEST_SENT_FRAMES_PER_SECOND);
            for (final Window window : windows) {
                assertThat(window.decodedFramesPerSecond()).hasSize(2);
                window.decodedFramesPerSecond()
                        .forEach((name, rate) -> assertThat(rate)
                                .as("frames per second of %s, who sent %s", name, sent)
                                .isGreaterThanOrEqualTo(SHARE_OF_SENT_FRAMES * sent.get(name)));
                assertThat(window.audioEnergyPerSecond())
                        .hasSize(2)
                        .allSatisfy((name, energy) ->
                                assertThat(energy).as("sound of %s", name).isGreaterThan(1e-6));
                assertThat(window.after().getJsonObject("transport").getString("srtpCipher"))
                        .endsWith(profile);
            }
            assertThat(tabs).flatExtracting(Tab::complaints).isEmpty();
        }
    }

    @Test
    void whoLeavesIsGoneForTheOthersAndMayComeBack() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final List<Tab> tabs = threeIn(bridge);

            tabs.get(2).button("Leave the call").click();

            tabs.subList(0, 2).forEach(tab -> tab.sees(1, 5));
            assertThat(tabs.getFirst().tileOf("Katherine")).hasCount(0);

            tabs.get(2)
                    .page()
                    .getByText("Join", new Page.GetByTextOptions().setExact(true))
                    .click();

            tabs.forEach(tab -> tab.sees(2, 5));
            assertThat(tabs).flatExtracting(Tab::complaints).isEmpty();
        }
    }

    @Test
    void aTabThatIsReloadedIsBackForEverybody() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final List<Tab> tabs = threeIn(bridge);

            tabs.get(1).page().reload();

            tabs.forEach(tab -> tab.sees(2, 10));
            assertThat(tabs.getFirst().tileOf("Grace")).hasCount(1);
        }
    }

    @Test
    void aTabThatIsClosedVanishesAtOnce() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final List<Tab> tabs = threeIn(bridge);

            tabs.get(2).close();

            tabs.subList(0, 2).forEach(tab -> tab.sees(1, 5));
        }
    }

    @Test
    void whoIsMutedIsSilentAndShownSo() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final List<Tab> tabs = threeIn(bridge);
            final Tab ada = tabs.getFirst();
            assertThat(ada.tileOf("Grace").locator(".badge")).isHidden();

            tabs.get(1).button("Microphone").click();

            assertThat(ada.tileOf("Grace").locator(".badge")).isVisible();
            // What is on its way is still heard, and the tone has pauses.
            ada.until("""
                    async () => {
                        const heard = async () => (await hummingbridge.stats()).remote
                            .find(({name, kind}) => name === 'Grace' && kind === 'audio')?.totalAudioEnergy;
                        const before = await heard();
                        await new Promise(resolve => setTimeout(resolve, 3_000));
                        return Math.abs(await heard() - before) < 1e-9;
                    }""");
            ada.beginWindow(3_000);
            final Map<String, Double> energy = ada.endWindow().audioEnergyPerSecond();
            ada.screenshot("muted");
            assertThat(energy.get("Grace")).isCloseTo(0, within(1e-9));
            assertThat(energy.get("Katherine")).isGreaterThan(1e-6);

            tabs.get(1).button("Microphone").click();

            assertThat(ada.tileOf("Grace").locator(".badge")).isHidden();
            ada.until("""
                    async () => (await hummingbridge.stats()).remote
                        .some(({name, kind, audioLevel}) => name === 'Grace' && kind === 'audio' && audioLevel > 0.01)""");
        }
    }

    @ParameterizedTest
    @CsvSource({"vp8, VP8", "vp9, VP9", "h264, H264", "av1, AV1"})
    void everyCodecThatTheBrowserHasComesThrough(final String codec, final String name) throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final Tab ada = chromium.tab().join(bridge.httpPort(), "Ada", "&codec=" + codec);
            assumeTrue(ada.canEncode(name), "This Chromium cannot encode " + name);
            final Tab grace = chromium.tab().join(bridge.httpPort(), "Grace", "&codec=" + codec);

            Stream.of(ada, grace).forEach(tab -> tab.connected().sees(1, 30));

            assertThat(ada.stats().getJsonArray("remote").encode()).contains("\"codec\":\"" + name + "\"");
        }
    }

    @Test
    void aBridgeThatComesBackHasItsCallAgain() throws Exception {
        final int port;
        final List<Tab> tabs;
        try (BridgeProcess bridge = BridgeProcess.start()) {
            port = bridge.httpPort();
            tabs = Stream.of("Ada", "Grace")
                    .map(name -> chromium.tab().join(bridge.httpPort(), name))
                    .toList();
            tabs.forEach(tab -> tab.connected().sees(1, 5));
        }
        tabs.forEach(tab -> tab.until("() => hummingbridge.call.state === 'reconnecting'"));
        tabs.getFirst().screenshot("reconnecting");

        try (BridgeProcess bridge = BridgeProcess.start("auto", BridgeProcess.GCM, port)) {
            assertThat(bridge.httpPort()).isEqualTo(port);
            tabs.forEach(tab -> tab.connected().sees(1, 5));
        }
    }

    @Test
    void aPathThatIsLostIsFoundAgainByAnIceRestart() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start()) {
            final Tab ada = chromium.tab().join(bridge.httpPort(), "Ada");
            final Tab grace = chromium.tab().join(bridge.httpPort(), "Grace");
            Stream.of(ada, grace).forEach(tab -> tab.connected().sees(1, 5));
            ada.evaluate("""
                    () => {
                        const {session, id} = hummingbridge.call;
                        const ufrag = () => /ice-ufrag:(\\S+)/.exec(session.connection.currentLocalDescription.sdp)[1];
                        window.before = {id, session, ufrag, first: ufrag()};
                        session.dispatchEvent(new CustomEvent('state', {detail: 'failed'}));
                    }""");

            ada.until(
                    "() => before.ufrag() !== before.first && before.session.connection.iceConnectionState === 'connected'");

            Stream.of(ada, grace).forEach(tab -> tab.connected().sees(1, 15));
            assertThat(
                            ada.evaluate(
                                    "() => hummingbridge.call.id === before.id && hummingbridge.call.session === before.session"))
                    .isEqualTo(true);
        }
    }

    @Test
    void generatedPicturesNeedNoCamera() throws Exception {
        try (Chromium bare = Chromium.withoutDevices();
                BridgeProcess bridge = BridgeProcess.start()) {
            final Tab ada = bare.tab().open(bridge.httpPort(), "name=Ada&room=test");
            assertThat(ada.page().getByRole(AriaRole.ALERT)).hasText("No camera or microphone was found.");
            ada.screenshot("no-camera");
            final Tab grace = bare.tab(390, 844, ColorScheme.DARK).join(bridge.httpPort(), "Grace", "&fake=1");

            ada.page().getByText("Use a generated picture and tone").click();
            ada.page()
                    .getByText("Join", new Page.GetByTextOptions().setExact(true))
                    .click();
            Stream.of(ada, grace).forEach(tab -> tab.connected().sees(1, 10));

            Stream.of(ada, grace)
                    .forEach(tab -> tab.button("Figures on every picture").click());
            assertThat(grace.tileOf("Ada").locator(".figures")).containsText(MEASURED);
            assertThat(ada.tileOf("Grace").locator(".figures")).containsText(MEASURED);
            ada.screenshot("generated-light");
            grace.screenshot("generated-dark-phone");
            ada.until("() => document.querySelector('.tile:not(.self).speaking') !== null");
            assertThat(ada.complaints()).isEmpty();
        }
    }
}
