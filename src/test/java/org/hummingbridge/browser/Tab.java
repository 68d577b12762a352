/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One tab with the page in it, and what a person or a script would do there. Waits are bounded and done by the browser. */
final class Tab implements AutoCloseable {
    /** Two slow cores encode and decode everything in software. */
    private static final double PATIENCE_MILLIS = 40_000;

    private static final String SMALL_PICTURE = "&height=180&fps=15";

    /** Two who come at once may ask for a conference that is not there yet, and ask again. */
    private static final String FAILED_REQUEST = "Failed to load resource";

    private static final String WATCH = script("/browser/watch.js");

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Tab(final BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(FAILED_REQUEST)) {
                complaints.add(message.text() + " " + message.location());
            }
        });
    }

    private static String script(final String name) {
        try (InputStream stream = Tab.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Page page() {
        return page;
    }

    /** Errors of scripts and of the content security policy so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Before the page is opened: its bridge channel and its pictures can be watched. */
    Tab watched() {
        page.addInitScript(WATCH);
        return this;
    }

    Tab open(final int httpPort, final String query) {
        page.navigate("http://127.0.0.1:" + httpPort + "/?" + query + SMALL_PICTURE);
        return this;
    }

    Tab join(final int httpPort, final String name) {
        return join(httpPort, name, "");
    }

    Tab join(final int httpPort, final String name, final String query) {
        return open(httpPort, "autojoin=1&room=test&name=" + name + query);
    }

    Tab connected() {
        return until("() => hummingbridge.call?.state === 'connected'");
    }

    /** Waits until exactly so many others send pictures that are decoded here, {@code frames} more than when it began. */
    Tab sees(final int others, final int frames) {
        return until("""
                async ([others, frames]) => {
                    const videos = (await hummingbridge.stats())?.remote.filter(({kind}) => kind === 'video') ?? [];
                    window.seenBefore ??= new Map(videos.map(({source, framesDecoded}) => [source, framesDecoded]));
                    const seen = videos.filter(({source, framesDecoded}) =>
                        framesDecoded - (window.seenBefore.get(source) ?? 0) >= frames);
                    const enough = videos.length === others && seen.length === others;
                    if (enough) delete window.seenBefore;
                    return enough;
                }""", List.of(others, frames));
    }

    Tab until(final String condition) {
        return until(condition, null);
    }

    /** @param condition a function of JavaScript, which may be asynchronous */
    Tab until(final String condition, final Object argument) {
        final Object became = page.evaluate("""
                async ([argument, millis]) => {
                    const condition = %s;
                    const deadline = performance.now() + millis;
                    while (performance.now() < deadline) {
                        if (await condition(argument)) return true;
                        await new Promise(resolve => setTimeout(resolve, 100));
                    }
                    return false;
                }""".formatted(condition), Arrays.asList(argument, PATIENCE_MILLIS));
        assertThat(became)
                .as(
                        "%s%nwith %s%nstats: %s%nproblem: %s%ncomplaints: %s",
                        condition,
                        argument,
                        evaluate("async () => JSON.stringify(await window.hummingbridge?.stats(), null, 1)"),
                        evaluate("() => window.hummingbridge?.call?.problem ?? null"),
                        complaints)
                .isEqualTo(true);
        return this;
    }

    Object evaluate(final String expression) {
        return page.evaluate(expression);
    }

    JsonObject stats() {
        return new JsonObject((String) evaluate("async () => JSON.stringify(await hummingbridge.stats())"));
    }

    /** Begins to measure in the page, and comes back at once so that other tabs can measure the same time. */
    void beginWindow(final int millis) {
        page.evaluate("""
                millis => {
                    window.measured = (async () => {
                        const before = await hummingbridge.stats();
                        await new Promise(resolve => setTimeout(resolve, millis));
                        return JSON.stringify({before, after: await hummingbridge.stats()});
                    })();
                }""", millis);
    }

    Window endWindow() {
        return new Window(new JsonObject((String) evaluate("() => window.measured")));
    }

    /** Whether this Chromium can send a codec such as {@code H264}. */
    boolean canEncode(final String codec) {
        return (Boolean) page.evaluate("""
                name => RTCRtpSender.getCapabilities('video').codecs
                    .some(({mimeType}) => mimeType === `video/${name}`)""", codec);
    }

    Locator button(final String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .locator("visible=true");
    }

    Locator tileOf(final String name) {
        return page.locator("article.tile").filter(new Locator.FilterOptions().setHasText(name));
    }

    void screenshot(final String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
