/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the bridge is to log in. */
class LoginSettingsTest {
    private Deployment deployment;

    @BeforeEach
    void setUp(@TempDir final Path root) {
        deployment = new Deployment(root);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT = 70000                     | configs.a.PORT = 70000
            SECURITY_MODE = maybe            | choose one of required, ifpossible, disabled
            CERTIFICATE_SHA256 = "abc"       | 32 bytes
            CERTIFICATE_AUTHORITY_FILE = "/nonexistent/ca.pem" | PEM
            MUC_JIDS = " , "                 | name at least one
            PASSWORD = [secretive]           | configs.a.PASSWORD = (secret)
            """)
    void aLoginsWrongValueIsNamedWithItsPlace(final String line, final String expected) throws Exception {
        deployment.put(
                "jvb.conf",
                "videobridge.apis.xmpp-client.configs.a { HOSTNAME = h, USERNAME = u, PASSWORD = p, "
                        + "MUC_JIDS = \"m@muc\", MUC_NICKNAME = n }\nvideobridge.apis.xmpp-client.configs.a {\n" + line
                        + " }");

        assertThatThrownBy(deployment::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("jvb.conf: 3")
                .message()
                .doesNotContain("secretive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MUC_JIDS = "jvbbrewery"          | MUC_JIDS and MUC_NICKNAME must make an address like
            DOMAIN = "of no/body"            | DOMAIN must be a domain name
            """)
    void aLoginThatCanNeverWorkIsRefusedBeforeAnythingIsOpened(final String line, final String expected)
            throws Exception {
        deployment.put(
                "jvb.conf",
                "videobridge.apis.xmpp-client.configs.a { HOSTNAME = h, USERNAME = u, PASSWORD = p, "
                        + "MUC_JIDS = \"m@muc\", MUC_NICKNAME = n, " + line + " }");

        assertThatThrownBy(deployment::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("configs.a")
                .hasMessageContaining("jvb.conf: 1")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME"})
    void aLoginThatLacksSomethingIsLeftOutWithAWarning(final String missing) throws Exception {
        deployment.put(
                "jvb.conf",
                ExampleConfigurations.ONE_COMPONENT_PER_MACHINE
                        .replaceAll("(?i)" + missing + " = \"[^\"]*\"", "")
                        .replace("disable_certificate_verification = true", ""));

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().xmpp().servers()).isEmpty();
        assertThat(loaded.report().warnings())
                .anyMatch(each -> each.contains("configs.ourprosody") && each.contains("has no " + missing));
    }

    @Test
    void aPinOrAnAuthorityTakesThePlaceOfNoVerification() throws Exception {
        final String pin = "AB:".repeat(31) + "CD";
        deployment.put(
                "jvb.conf",
                ExampleConfigurations.ONE_COMPONENT_PER_MACHINE
                        + "videobridge.apis.xmpp-client.configs.ourprosody.CERTIFICATE_SHA256 = \"" + pin + "\"");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().xmpp().servers().getFirst().tls().trust())
                .isEqualTo(new Trust.Pinned("ab".repeat(31) + "cd"));
        assertThat(loaded.report().warnings()).isEmpty();
    }

    @Test
    void anExternalComponentIsAKeyOfOurOwn() throws Exception {
        deployment.put("jvb.conf", """
                hummingbridge.xmpp.components.jvb {
                  hostname = "localhost", domain = "jvb.example.org", secret = "s3", allowed-from = ["focus@auth.example.org"] }""");

        final LoadedSettings loaded = deployment.load();

        assertThat(loaded.settings().xmpp().components()).singleElement().satisfies(component -> {
            assertThat(component.port()).isEqualTo(5_347);
            assertThat(component.allowedFrom()).containsExactly("focus@auth.example.org");
        });
        assertThat(loaded.report().values()).noneMatch(each -> each.value().contains("s3"));
    }

    @Test
    void whomAComponentObeysHasToBeWrittenAsJids() throws Exception {
        deployment.put("jvb.conf", """
                hummingbridge.xmpp.components.jvb {
                  hostname = "localhost", domain = "jvb.example.org", secret = "s3", allowed-from = ["@"] }""");

        assertThatThrownBy(deployment::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("components.jvb")
                .hasMessageContaining("ALLOWED_FROM must name JIDs");
    }
}
