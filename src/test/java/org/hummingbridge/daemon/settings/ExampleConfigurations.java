/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

/** Configuration files of real deployments, secrets replaced. */
public final class ExampleConfigurations {
    public static final String BEHIND_A_NAT = """
            org.ice4j.ice.harvest.NAT_HARVESTER_LOCAL_ADDRESS=192.168.122.120
            org.ice4j.ice.harvest.NAT_HARVESTER_PUBLIC_ADDRESS=163.172.19.80
            #org.ice4j.ice.harvest.STUN_MAPPING_HARVESTER_ADDRESSES=meet-jit-si-turnrelay.jitsi.net:443
            """;

    public static final String ONE_COMPONENT_PER_MACHINE = """
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

    static final String ON_LOOPBACK = """
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

    static final String OF_DEBIANS_INSTALLER = """
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

    static final String OF_A_CONTAINERS_TEMPLATE = """
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

    private ExampleConfigurations() {}
}
