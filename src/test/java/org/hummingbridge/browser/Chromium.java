/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's Chromium without a window. Each tab lives in a browser context of its own, as if on another computer. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--autoplay-policy=no-user-gesture-required",
            // The bridge of the tests is on 127.0.0.1, where WebRTC does not look by itself.
            "--allow-loopback-in-peer-connection");
    private static final List<String> FAKE_DEVICES =
            List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");

    /** Playwright's own is 30 s; a busy machine may need long for its first browser. */
    private static final double LAUNCH_MILLIS = 120_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(final Playwright playwright, final Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium withFakeDevices() {
        return launch(executable(), FAKE_DEVICES);
    }

    static Chromium withoutDevices() {
        return launch(executable(), List.of());
    }

    /** @param program starts {@link #executable} with the arguments that it is given */
    static Chromium withFakeDevices(final Path program) {
        return launch(program, FAKE_DEVICES);
    }

    static Path executable() {
        final Optional<Path> path = Stream.of(
                        System.getProperty("hummingbridge.chromium", "/usr/bin/chromium"), "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(path.isPresent(), "There is no Chromium: install the package chromium.");
        return path.orElseThrow();
    }

    private static Chromium launch(final Path program, final List<String> more) {
        final List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(more);
        final Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setHeadless(true)
                                .setTimeout(LAUNCH_MILLIS)
                                .setArgs(flags)));
    }

    Tab tab() {
        return tab(1280, 720, ColorScheme.LIGHT);
    }

    Tab tab(final int width, final int height, final ColorScheme colorScheme) {
        return new Tab(browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colorScheme)));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
