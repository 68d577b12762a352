/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.OperationSettings.Measurement;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.Settings.Mapping;
import org.hummingbridge.daemon.settings.Settings.StunServer;
import org.hummingbridge.daemon.settings.SettingsReport.Effective;
import org.hummingbridge.daemon.settings.SettingsReport.Ignored;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.signaling.xmpp.Secret;
import org.hummingbridge.signaling.xmpp.TlsPolicy;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.hummingbridge.signaling.xmpp.XmppServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as operators have them. */
class DeploymentTest {
    private static final String BEHIND_A_NAT = """
            org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=192.168.122.120
            org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=163.172.19.80
            #org.ice4j.ice.harvest.STUN_MAPPING_HARVESTER_ADDRESSES=meet-jit-si-turnrelay.jitsi.net:443
            """;

    private static final String ONE_COMPONENT_PER_MACHINE = """
            videobridge {
              apis { xmpp-client { configs { ourprosody {
                hostname = "xmpp"
                domain = "auth.jts.fips.de"
                username = "jvb"
                password = "CHANGE_jvb"
                muc_jids = "JvbBrewery@internal.auth.jts.fips.de"
                muc_nickname = "jvb-abc2023"
                disable_certificate_verification = true } } } }
              sctp { enabled = false }
              ice { tcp { enabled = false, port = 443 }, udp { port = 10000 } }
            }
            """;

    private static final String ON_LOOPBACK = """
            # Upstream JVB, loopback rig. ${?VAR} overrides come from the environment.
            peer { udp-port = 10000, udp-port = ${?PEER_UDP_PORT}
                  http-port = 8080, http-port = ${?PEER_HTTP_PORT}
                  ws-port = 9090,   ws-port = ${?PEER_WS_PORT}
                  nick = "jvb1",    nick = ${?PEER_NICK}
                  addr = "127.0.0.1", addr = ${?PEER_ADDR} }
            videobridge {
              health { require-valid-address = false }   # 127.0.0.1 does not count as "valid"
              ice {
                udp { port = ${peer.udp-port} }
                advertise-private-candidates = true
              }
              sctp { enabled = true }
              apis {
                rest { enabled = true }
                xmpp-client {
                  configs {
                    peer {
                      HOSTNAME = "127.0.0.1"
                      PORT = 5222
                      DOMAIN = "auth.meet.local"
                      USERNAME = "jvb"
                      PASSWORD = "jvbpass"
                      MUC_JIDS = "jvbbrewery@internal.auth.meet.local"
                      MUC_NICKNAME = ${peer.nick}
                      SECURITY_MODE = "disabled"
                      DISABLE_CERTIFICATE_VERIFICATION = true
                    }
                  }
                }
              }
              rest {
                debug { enabled = true }
                health { enabled = true }
                version { enabled = true }
                prometheus { enabled = true }
                drain { enabled = true }
                shutdown { enabled = true }
              }
              http-servers {
                private { host = "127.0.0.1", port = ${peer.http-port} }
                public  { host = "127.0.0.1", port = ${peer.ws-port} }
              }
              websockets {
                enabled = true
                tls = false
                domains = [ "127.0.0.1:"${peer.ws-port} ]
                server-id = ${peer.nick}
              }
              relay { enabled = true, region = "local", relay-id = ${peer.nick} }
              stats { interval = 5 seconds }
            }
            ice4j {
              harvest {
                use-ipv6 = false
                use-link-local-addresses = false
                udp { use-dynamic-ports = false }
                allowed-interfaces = [ "lo" ]
                allowed-addresses = [ ${peer.addr} ]
                mapping {
                  aws { enabled = false }
                  stun { addresses = [] }
                  static-mappings = []
                }
              }
            }
            """;

    private static final String OF_DEBIANS_INSTALLER = """
            videobridge {
                http-servers {
                    public {
                        port = 9090
                    }
                }
                websockets {
                    enabled = true
                    domain = "meet.example.org:443"
                    tls = true
                }
                apis {
                    xmpp-client {
                        configs {
                            shard {
                                HOSTNAME=localhost
                                DOMAIN=auth.meet.example.org
                                USERNAME=jvb
                                PASSWORD=aB3dE6gH
                                MUC_JIDS="jvbbrewery@internal.auth.meet.example.org"
                                MUC_NICKNAME=0d5a7c0e-5e1f-4d7e-9a51-6b1f7c0e2a11
                            }
                        }
                    }
                }
            }
            ice4j {
                harvest {
                    mapping {
                        aws { enabled = false }
                        stun { addresses = [ "meet-jit-si-turnrelay.jitsi.net:443" ] }
                    }
                }
            }
            """;

    private static final String OF_A_CONTAINERS_TEMPLATE = """
            videobridge {
                cc {
                    use-vla-target-bitrate = false
                    trust-bwe = true
                }
                ice {
                    udp {
                        port = 10000
                    }
                    advertise-private-candidates = true
                }
                apis {
                    xmpp-client {
                        configs {
                            shard0 {
                                HOSTNAME = "xmpp.meet.jitsi"
                                PORT = "5222"
                                DOMAIN = "auth.meet.jitsi"
                                USERNAME = "jvb"
                                PASSWORD = "passw0rd"
                                MUC_JIDS = "jvbbrewery@internal-muc.meet.jitsi"
                                MUC_NICKNAME = "d41d8cd98f00"
                                DISABLE_CERTIFICATE_VERIFICATION = true
                            }
                        }
                    }
                    rest {
                        enabled = false
                    }
                }
                rest {
                    shutdown {
                        enabled = false
                    }
                }
                sctp {
                  enabled = true
                  use-usrsctp = false
                }
                stats {
                    enabled = true
                }
                http-servers {
                    private {
                      host = 0.0.0.0
                      send-server-version = false
                    }
                }
                health {
                    require-valid-address = false
                }
            }
            jmt {
                bwe {
                    estimator {
                        engine = "GoogleCc2"
                    }
                }
            }
            ice4j {
                harvest {
                    mapping {
                        aws {
                            enabled = false
                        }
                        stun {
                            enabled = false
                        }
                        static-mappings = [
                            {
                                local-address = "172.18.0.5"
                                public-address = "198.51.100.7"
                                local-port = 10000
                                public-port = 12000
                                name = "ip-0"
                            },
                        ]
                    }
                }
            }

            include "custom-jvb.conf"
            """;

    @TempDir
    private Path root;

    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> systemProperties = new TreeMap<>();

    @Test
    void aMachineBehindANatIsKnownByItsLegacyFile() throws Exception {
        put("sip-communicator.properties", BEHIND_A_NAT);

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().harvest().mappings())
                .containsExactly(new Mapping(
                        InetAddress.ofLiteral("192.168.122.120"),
                        InetAddress.ofLiteral("163.172.19.80"),
                        0,
                        0,
                        "NAT_HARVESTER"));
        assertThat(loaded.settings().harvest().stunServers()).isEmpty();
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored()).isEmpty();
        assertThat(loaded.report().values())
                .filteredOn(each -> each.key().endsWith("static-mappings"))
                .singleElement()
                .extracting(Effective::origin)
                .asString()
                .endsWith("sip-communicator.properties: 2, org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS");
    }

    @Test
    void oneComponentPerMachineIsUnderstoodInLowerCase() throws Exception {
        put("jvb.conf", ONE_COMPONENT_PER_MACHINE);
        put("sip-communicator.properties", """
                org.ice4j.ice.harvest.DISABLE_AWS_HARVESTER=true
                org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=100.64.4.3
                org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=87.253.170.146
                """);

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().xmpp().servers())
                .containsExactly(new XmppServer(
                        "ourprosody",
                        "xmpp",
                        5222,
                        "auth.jts.fips.de",
                        "jvb",
                        new Secret("CHANGE_jvb"),
                        List.of("JvbBrewery@internal.auth.jts.fips.de"),
                        "jvb-abc2023",
                        new TlsPolicy(TlsPolicy.Mode.REQUIRED, new Trust.Anybody())));
        assertThat(loaded.settings().channel().sctp().enabled()).isFalse();
        assertThat(loaded.settings().harvest().aws()).isFalse();
        assertThat(loaded.settings().harvest().mappings())
                .extracting(Mapping::localAddress)
                .containsExactly(InetAddress.ofLiteral("100.64.4.3"));
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored())
                .extracting(Ignored::key)
                .containsExactly("videobridge.ice.tcp.enabled", "videobridge.ice.tcp.port");
        assertThat(loaded.report().lines())
                .contains("Without effect, because jitsi-videobridge removed it: videobridge.ice.tcp.enabled,"
                        + " videobridge.ice.tcp.port.");
    }

    @Test
    void variablesOfTheOperatorsOwnAreFilledInFromTheEnvironment() throws Exception {
        put("jvb.conf", ON_LOOPBACK);
        environment.put("PEER_UDP_PORT", "10007");
        environment.put("PEER_NICK", "jvb7");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_007);
        assertThat(loaded.settings().xmpp().servers().getFirst().nickname()).isEqualTo("jvb7");
        assertThat(loaded.settings().xmpp().servers().getFirst().tls().mode()).isEqualTo(TlsPolicy.Mode.DISABLED);
        assertThat(loaded.settings().channel().publicHttp().listen()).isEqualTo(new Listen("127.0.0.1", 9_090));
        assertThat(loaded.settings().channel().webSockets().domains()).containsExactly("127.0.0.1:9090");
        assertThat(loaded.settings().channel().webSockets().tls()).isFalse();
        assertThat(loaded.settings().operation().rest().shutdown()).isTrue();
        assertThat(loaded.report().unknown()).isEmpty();
    }

    @Test
    void debiansInstallerLeavesAUsableFile() throws Exception {
        put("jvb.conf", OF_DEBIANS_INSTALLER);

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().xmpp().servers())
                .containsExactly(new XmppServer(
                        "shard",
                        "localhost",
                        5222,
                        "auth.meet.example.org",
                        "jvb",
                        new Secret("aB3dE6gH"),
                        List.of("jvbbrewery@internal.auth.meet.example.org"),
                        "0d5a7c0e-5e1f-4d7e-9a51-6b1f7c0e2a11",
                        new TlsPolicy(TlsPolicy.Mode.IF_POSSIBLE, new Trust.Authorities())));
        assertThat(loaded.settings().harvest().stunServers())
                .containsExactly(new StunServer("meet-jit-si-turnrelay.jitsi.net", 443));
        assertThat(loaded.settings().channel().webSockets().domains()).containsExactly("meet.example.org:443");
        assertThat(loaded.report().lines()).isEmpty();
    }

    @Test
    void aContainersTemplateIsUnderstoodWithItsLeftovers() throws Exception {
        put("jvb.conf", OF_A_CONTAINERS_TEMPLATE);

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().http().listen()).isEqualTo(new Listen("0.0.0.0", 8_080));
        assertThat(loaded.settings().harvest().mappings())
                .containsExactly(new Mapping(
                        InetAddress.ofLiteral("172.18.0.5"),
                        InetAddress.ofLiteral("198.51.100.7"),
                        10_000,
                        12_000,
                        "ip-0"));
        assertThat(loaded.report().unknown()).isEmpty();
        assertThat(loaded.report().ignored())
                .extracting(Ignored::key)
                .containsExactly(
                        "ice4j.harvest.mapping.stun.enabled",
                        "jmt.bwe.estimator.engine",
                        "videobridge.cc.use-vla-target-bitrate",
                        "videobridge.http-servers.private.send-server-version",
                        "videobridge.sctp.use-usrsctp",
                        "videobridge.stats.enabled");
        assertThat(loaded.report().lines())
                .as("a line for each reason, and one about the certificate")
                .hasSize(3);
    }

    @Test
    void anIncludedFileOverridesWhatStandsBeforeIt() throws Exception {
        put("jvb.conf", OF_A_CONTAINERS_TEMPLATE);
        put("custom-jvb.conf", "videobridge.apis.rest.enabled = true");

        assertThat(load().settings().operation().rest().colibri()).isTrue();
    }

    @Test
    void legacyKeysTakePrecedenceAndLegacyLoginsReplaceAll() throws Exception {
        put("jvb.conf", OF_DEBIANS_INSTALLER + "videobridge.ice.udp.port = 10001\nvideobridge.health.interval = 2 s");
        put("sip-communicator.properties", """
                org.jitsi.videobridge.SINGLE_PORT_HARVESTER_PORT=10002
                org.jitsi.videobridge.health.INTERVAL=30000
                org.jitsi.videobridge.xmpp.user.old.HOSTNAME=xmpp.example.org
                org.jitsi.videobridge.xmpp.user.old.USERNAME=jvb
                org.jitsi.videobridge.xmpp.user.old.PASSWORD=0123
                org.jitsi.videobridge.xmpp.user.old.MUC_JIDS=a@muc.example.org,b@muc.example.org
                org.jitsi.videobridge.xmpp.user.old.MUC_NICKNAME=jvb1
                org.ice4j.ice.harvest.ALLOWED_INTERFACES=eth0;eth1
                org.jitsi.videobridge.rest.COLIBRI_WS_DISABLE=true
                """);

        final Settings settings = load().settings();

        assertThat(settings.media().firstPort()).isEqualTo(10_002);
        assertThat(settings.operation().health().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.xmpp().servers()).extracting(XmppServer::id).containsExactly("old");
        assertThat(settings.xmpp().servers().getFirst().domain()).isEqualTo("xmpp.example.org");
        assertThat(settings.xmpp().servers().getFirst().password()).isEqualTo(new Secret("0123"));
        assertThat(settings.xmpp().servers().getFirst().mucs())
                .containsExactly("a@muc.example.org", "b@muc.example.org");
        assertThat(settings.harvest().allowedInterfaces()).containsExactlyInAnyOrder("eth0", "eth1");
        assertThat(settings.channel().webSockets().enabled()).isFalse();
    }

    @Test
    void theNatPairComesBeforeTheOtherMappings() throws Exception {
        put("jvb.conf", """
                ice4j.harvest.mapping.static-mappings = [
                    { local-address = "10.0.0.1", public-address = "198.51.100.1" } ]""");
        put("sip-communicator.properties", BEHIND_A_NAT);

        assertThat(load().settings().harvest().mappings())
                .extracting(each -> each.publicAddress().getHostAddress())
                .containsExactly("163.172.19.80", "198.51.100.1");
    }

    @Test
    void halfANatPairIsNamed() throws Exception {
        put("sip-communicator.properties", "# x\norg.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=198.51.100.1\n");

        assertThat(load().report().warnings())
                .anyMatch(line -> line.contains("NAT_HARVESTER_PUBLIC_ADDRESS")
                        && line.contains("sip-communicator.properties: 2")
                        && line.contains("without org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS"));
    }

    @Test
    void legacyKeysReachTheBridgeAsSystemPropertiesToo() throws Exception {
        systemProperties.put("org.ice4j.ice.harvest.BLOCKED_INTERFACES", "docker0");
        systemProperties.put("videobridge.ice.udp.port", "10009");

        final Settings settings = load().settings();

        assertThat(settings.harvest().blockedInterfaces()).containsExactly("docker0");
        assertThat(settings.media().firstPort()).isEqualTo(10_009);
    }

    @Test
    void aFileWinsOverSystemPropertiesAndAnOptionOverAFile() throws Exception {
        put("jvb.conf", "videobridge { ice.udp.port = 10001, http-servers.private.port = 8081 }");
        systemProperties.put("videobridge.ice.udp.port", "10009");
        final CommandLineOptions line = new CommandLineOptions(null, null, 8082, null);

        final Settings settings =
                load(new DeploymentOptions(null, null, false, line)).settings();

        assertThat(settings.media().firstPort()).isEqualTo(10_001);
        assertThat(settings.http().listen().port()).isEqualTo(8_082);
    }

    @Test
    void theFileIsFoundByTheSystemPropertiesOfDebiansScripts() throws Exception {
        final Path folder = Files.createDirectories(root.resolve("run/jvb/config"));
        final Path file = Files.writeString(folder.resolve("my.conf"), "videobridge.ice.udp.port = 10001");
        Files.writeString(folder.resolve("sip-communicator.properties"), "org.jitsi.videobridge.REGION=moon");
        systemProperties.put("config.file", file.toString());
        systemProperties.put("net.java.sip.communicator.SC_HOME_DIR_LOCATION", "/run/jvb");
        systemProperties.put("net.java.sip.communicator.SC_HOME_DIR_NAME", "config");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_001);
        assertThat(loaded.settings().operation().relay().region()).isEqualTo("moon");
        assertThat(loaded.report().sources()).hasSize(2);
    }

    @Test
    void withoutAnyFileTheDefaultsHoldAndAWarningSaysSo() throws Exception {
        final LoadedSettings loaded = load();

        assertThat(loaded.settings().media().firstPort()).isEqualTo(10_000);
        assertThat(loaded.settings().operation().load().measurement()).isEqualTo(Measurement.LOOPS);
        assertThat(loaded.settings().conference().expiry().checkInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(loaded.settings().xmpp().presenceInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(loaded.report().lines())
                .singleElement()
                .asString()
                .startsWith("No XMPP login is set and no configuration file was found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            videobridge.sctp.enable = true                       | videobridge.sctp.enabled
            videobridge.apis.xmpp-client.config.a.HOSTNAME = x   | videobridge.apis.xmpp-client.configs
            videobrigde.ice.udp.port = 1                         | videobridge.ice.udp.port
            ice4j.harvest.mapping.static-mapping = []            | ice4j.harvest.mapping.static-mappings
            jmt.bwe.estimator.engin = GoogleCc                   | jmt.bwe.estimator.engine
            ports.media = 10000                                  | videobridge
            videobridge.apis.xmpp-client.configs.a.mucjids = "x" | MUC_JIDS
            """)
    void aMisspeltKeyIsReportedWithItsPlaceAndTheNearestOne(final String line, final String nearest) throws Exception {
        put("jvb.conf", "# first\n" + line + "\n");

        assertThat(load().report().lines())
                .anyMatch(each -> each.startsWith("Unknown setting ")
                        && each.contains("jvb.conf: 2")
                        && each.contains("the nearest known one is " + (nearest.equals("videobridge") ? "" : nearest)));
    }

    @Test
    void aMisspeltLegacyKeyIsReportedWithItsPlaceAndTheNearestOne() throws Exception {
        put("sip-communicator.properties", "org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADRESS=10.0.0.1\n");

        assertThat(load().report().unknown())
                .singleElement()
                .asString()
                .contains("sip-communicator.properties: 1")
                .contains("the nearest known one is org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            videobridge.health.interval = soon            | give a time with its unit
            videobridge.health.timeout = 10 s             | more than videobridge.health.interval
            videobridge.sctp.enabled = maybe              | give true or false
            videobridge.cc.jvb-last-n = many              | give a number
            videobridge.ice.udp.port = ${NOT_THERE}       | refers to something that is not there
            videobridge.http-servers.public.tls-port = 1  | key-store-path
            videobridge.load-management.load-measurements.load-measurement = guess | loops, cpu-usage, packet-rate
            videobridge.load-management.conference-last-n-limits = { many = 1 } | sizes of conferences
            videobridge.apis.xmpp-client.configs.a = 1    | give an object for a
            ice4j.harvest.mapping.stun.addresses = ["stun.example.org"] | stun.example.org:3478
            """)
    void aValueThatCannotBeUsedIsRefusedWithItsPlaceAndItsFix(final String line, final String fix) throws Exception {
        put("jvb.conf", "# first\n" + line + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("jvb.conf: 2")
                .hasMessageContaining(fix);
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
        put(
                "jvb.conf",
                "videobridge.apis.xmpp-client.configs.a { HOSTNAME = h, USERNAME = u, PASSWORD = p, "
                        + "MUC_JIDS = m, MUC_NICKNAME = n }\nvideobridge.apis.xmpp-client.configs.a {\n" + line + " }");

        assertThatThrownBy(this::load)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("jvb.conf: 3")
                .message()
                .doesNotContain("secretive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME"})
    void aLoginThatLacksSomethingIsLeftOutWithAWarning(final String missing) throws Exception {
        put(
                "jvb.conf",
                ONE_COMPONENT_PER_MACHINE
                        .replaceAll("(?i)" + missing + " = \"[^\"]*\"", "")
                        .replace("disable_certificate_verification = true", ""));

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().xmpp().servers()).isEmpty();
        assertThat(loaded.report().warnings())
                .anyMatch(each -> each.contains("configs.ourprosody") && each.contains("has no " + missing));
    }

    @Test
    void aPinOrAnAuthorityTakesThePlaceOfNoVerification() throws Exception {
        final String pin = "AB:".repeat(31) + "CD";
        put(
                "jvb.conf",
                ONE_COMPONENT_PER_MACHINE + "videobridge.apis.xmpp-client.configs.ourprosody.CERTIFICATE_SHA256 = \""
                        + pin + "\"");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().xmpp().servers().getFirst().tls().trust())
                .isEqualTo(new Trust.Pinned("ab".repeat(31) + "cd"));
        assertThat(loaded.report().warnings()).isEmpty();
    }

    @Test
    void anExternalComponentIsAKeyOfOurOwn() throws Exception {
        put("jvb.conf", """
                hummingbridge.xmpp.components.jvb {
                  hostname = "localhost", domain = "jvb.example.org", secret = "s3", allowed-from = ["focus@auth.example.org"] }""");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().xmpp().components()).singleElement().satisfies(component -> {
            assertThat(component.port()).isEqualTo(5_347);
            assertThat(component.allowedFrom()).containsExactly("focus@auth.example.org");
        });
        assertThat(loaded.report().values()).noneMatch(each -> each.value().contains("s3"));
    }

    @Test
    void noSecretIsInTheReport() throws Exception {
        put("jvb.conf", OF_DEBIANS_INSTALLER + "peer.other = aB3dE6gH");

        assertThat(load().report().toString()).doesNotContain("aB3dE6gH").contains("(secret)");
    }

    @Test
    void theRegionIsReadUnderItsFormerNameToo() throws Exception {
        put("jvb.conf", "videobridge.octo { enabled = true, region = moon, bind-port = 4096 }");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().operation().relay().region()).isEqualTo("moon");
        assertThat(loaded.report().ignored()).extracting(Ignored::key).containsExactly("videobridge.octo.bind-port");
    }

    @Test
    void conferenceSizesBoundLastN() throws Exception {
        put("jvb.conf", "videobridge.load-management.conference-last-n-limits { 20 = 20, 50 = 10 }");

        assertThat(load().settings().operation().load().lastNByConferenceSize())
                .containsExactly(Map.entry(20, 20), Map.entry(50, 10));
    }

    @Test
    void overloadIsMetByFewerVideosOnlyIfAskedFor() throws Exception {
        assertThat(load().settings().operation().load().reducer()).isNull();
        put("jvb.conf", """
                videobridge.load-management {
                  reducer-enabled = true
                  load-measurements { load-measurement = cpu-usage, cpu-usage.recovery-threshold = 0.6 }
                  load-reducers.last-n { reduction-scale = 0.5, impact-time = 30 seconds }
                }""");

        final OperationSettings.Load load = load().settings().operation().load();

        assertThat(load.recoveryThreshold()).isEqualTo(0.6);
        assertThat(load.reducer()).isEqualTo(new OperationSettings.Reducer(0.5, 1.25, Duration.ofSeconds(30), 1, 40));
        assertThat(load().report().ignored()).isEmpty();
    }

    @Test
    void layersAreChosenAsInJitsiVideobridgeUnlessSaidOtherwise() throws Exception {
        assertThat(load().settings().conference().cc().allocation()).isEqualTo(AllocationSettings.defaults());
        assertThat(load().settings().conference().cc().assumedBandwidthLimitBps())
                .isNull();
        put("jvb.conf", """
                videobridge.cc {
                  onstage-preferred-height-px = 720
                  onstage-preferred-framerate = 15
                  allow-oversend-onstage = false
                  max-oversend-bitrate = 1.5 mbps
                  bwe-change-threshold = 0.1
                  assumed-bandwidth-limit = 10 Mbps
                }""");

        final LoadedSettings loaded = load();

        assertThat(loaded.settings().conference().cc().allocation())
                .isEqualTo(new AllocationSettings(720, 15, false, 1_500_000, 0.1, LastNLimit.NONE));
        assertThat(loaded.settings().conference().cc().assumedBandwidthLimitBps())
                .isEqualTo(10_000_000.0);
        assertThat(loaded.report().ignored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "-1 kbps", "5 kB", "1e9"})
    void bitratesAreNumbersWithAUnit(final String bitrate) throws Exception {
        put("jvb.conf", "videobridge.cc.max-oversend-bitrate = \"" + bitrate + "\"");

        assertThatThrownBy(this::load).hasMessageContaining("500 kbps");
    }

    private LoadedSettings load() throws StartupException {
        return load(DeploymentOptions.NONE);
    }

    private LoadedSettings load(final DeploymentOptions options) throws StartupException {
        return SettingsReader.readDeployment(options, new Surroundings(environment, systemProperties, root));
    }

    private void put(final String name, final String content) throws IOException {
        final Path folder = Files.createDirectories(root.resolve("etc/jitsi/videobridge"));
        Files.writeString(folder.resolve(name), content);
    }
}
