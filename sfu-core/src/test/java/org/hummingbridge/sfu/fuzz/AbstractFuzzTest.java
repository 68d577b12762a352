/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gives one reader of foreign bytes every input that was kept, and then looks for new ones that it cannot take. A subclass is a
 * fuzz target: it is public and has a {@code public static void fuzzerTestOneInput(byte[])}, which throws if a promise is broken and
 * depends on nothing but its input.
 */
public abstract class AbstractFuzzTest {
    private final String name;
    private final int maxBytes;
    private final Consumer<byte[]> target;

    /**
     * @param name of the folder with the kept inputs
     * @param maxBytes length of the longest input that is worth trying
     */
    protected AbstractFuzzTest(final String name, final int maxBytes, final Consumer<byte[]> target) {
        this.name = name;
        this.maxBytes = maxBytes;
        this.target = target;
    }

    @TestFactory
    Stream<DynamicTest> takesEveryInputThatWasKept() throws IOException {
        final List<KeptInput> inputs = KeptInput.of(name);
        assertThat(inputs).isNotEmpty();
        return inputs.stream().map(input -> DynamicTest.dynamicTest(input.name(), () -> target.accept(input.bytes())));
    }

    @Tag("fuzz")
    @Test
    void takesWhateverASearchByCoverageFinds() throws IOException, InterruptedException {
        final FuzzRun run =
                new FuzzRun(getClass(), Path.of("target", "fuzz", name), KeptInput.folder(name + ".dict"), maxBytes);

        final List<KeptInput> kept = KeptInput.of(name);
        final FuzzRun.Outcome outcome = run.search(kept);

        assertThat(outcome.finding())
                .as("keep this input in %s", KeptInput.folder(name))
                .isEmpty();
        assertThat(outcome.inputsTried()).isGreaterThanOrEqualTo(kept.size());
    }
}
