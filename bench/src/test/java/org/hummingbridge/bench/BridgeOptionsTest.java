/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeOptionsTest {
    private final BridgeOptions options = new BridgeOptions();

    @Test
    void nothingLimitsOurOwnBridgeUnlessItIsToOrASettingSaysSo(@TempDir final Path folder) throws IOException {
        assertThat(settings())
                .containsExactly(
                        "videobridge.cc.trust-bwe = false",
                        "hummingbridge.overload.shed-video = false",
                        "a mode's = 1");

        options.bridgeConfig = folder.resolve("a \"quoted\" name.conf");
        assertThat(settings())
                .containsExactly(
                        "videobridge.cc.trust-bwe = false",
                        "hummingbridge.overload.shed-video = false",
                        "include required(file(\"" + folder + "/a \\\"quoted\\\" name.conf\"))",
                        "a mode's = 1");

        options.limit = true;
        assertThat(settings()).hasSize(2).last().isEqualTo("a mode's = 1");
    }

    private List<String> settings() throws IOException {
        return Files.readAllLines(options.withSettings(List.of("a mode's = 1")));
    }
}
