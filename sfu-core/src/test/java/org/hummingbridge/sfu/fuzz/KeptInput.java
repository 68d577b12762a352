/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * An input of a fuzz target that is kept with the tests: one to begin with, or one that broke something once. Files that end in
 * .hex hold it as hexadecimal digits, with remarks behind {@code #}; others hold it as it is.
 */
record KeptInput(String name, byte[] bytes) {
    static Path folder(final String target) {
        return Path.of("src", "test", "resources", "fuzz", target);
    }

    static List<KeptInput> of(final String target) throws IOException {
        try (Stream<Path> files = Files.list(folder(target))) {
            return files.sorted().map(KeptInput::read).toList();
        }
    }

    private static KeptInput read(final Path file) {
        try {
            final String fileName = file.getFileName().toString();
            final byte[] content = Files.readAllBytes(file);
            return new KeptInput(fileName, fileName.endsWith(".hex") ? decode(content) : content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] decode(final byte[] content) {
        final String digits = new String(content, StandardCharsets.US_ASCII)
                .replaceAll("#.*", "")
                .replaceAll("\\s", "");
        return HexFormat.of().parseHex(digits);
    }
}
