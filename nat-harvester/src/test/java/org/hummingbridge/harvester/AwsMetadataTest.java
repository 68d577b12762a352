/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsMetadataTest {
    @TempDir
    private Path root;

    @Test
    void bothAddressesAreAskedForWithAToken() throws Exception {
        try (LoopbackMetadata service = new LoopbackMetadata("172.31.0.5", "198.51.100.8")) {
            assertThat(service.client().ask())
                    .isEqualTo(new DiscoveredMapping(
                            InetAddress.ofLiteral("172.31.0.5"),
                            InetAddress.ofLiteral("198.51.100.8"),
                            "Amazon's metadata service"));
        }
    }

    @Test
    void anAnswerThatIsNoAddressIsRefused() throws Exception {
        try (LoopbackMetadata service = new LoopbackMetadata("172.31.0.5", "example.org")) {
            assertThatThrownBy(service.client()::ask)
                    .isInstanceOf(IOException.class)
                    .hasMessage("gives no address for public-ipv4");
        }
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            final AwsMetadata client =
                    new AwsMetadata(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(50));

            assertThatThrownBy(client::ask).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sys/class/dmi/id/sys_vendor, Amazon EC2, true",
        "sys/class/dmi/id/board_vendor, Amazon EC2, true",
        "sys/hypervisor/uuid, ec2e1916-9099-7caf-fd21-012345abcdef, true",
        "sys/class/dmi/id/sys_vendor, QEMU, false",
        "sys/hypervisor/uuid, 1234e191-9099-7caf-fd21-012345abcdef, false"
    })
    void onlyMachinesOfAmazonsAreTakenForSuch(final String file, final String content, final boolean expected)
            throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content + "\n");

        assertThat(AwsMetadata.isAmazons(root)).isEqualTo(expected);
    }

    @Test
    void aMachineThatTellsNothingIsNobodys() {
        assertThat(AwsMetadata.isAmazons(root)).isFalse();
    }
}
