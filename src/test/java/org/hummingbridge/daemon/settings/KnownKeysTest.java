/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
    /** What operators of jitsi-videobridge can set, by the beginnings that the keys have in common. */
    private static final List<String> OF_JITSI = List.of(
            "videobridge.entity-expiration: timeout check-interval",
            "videobridge.health: interval timeout max-check-duration sticky-failures require-valid-address require-stun",
            "videobridge.ep-connection-status: first-transfer-timeout max-inactivity-limit check-interval",
            "videobridge.cc: bwe-change-threshold default-max-height-px initial-max-height-px onstage-preferred-height-px"
                    + " onstage-preferred-framerate allow-oversend-onstage max-oversend-bitrate trust-bwe padding-period"
                    + " max-time-between-calculations jvb-last-n initial-last-n assumed-bandwidth-limit"
                    + " use-vla-target-bitrate initial-ignore-bwe-period bwe-change-threshold-pct"
                    + " thumbnail-max-height-px enable-onstage-video-suspend",
            "videobridge.cryptex: endpoint relay",
            "videobridge.apis.xmpp-client: presence-interval stats-filter.enabled stats-filter.whitelist jid-cache-size"
                    + " configs.any.HOSTNAME",
            "videobridge.apis: rest.enabled",
            "videobridge.rest: debug.enabled drain.enabled health.enabled prometheus.enabled rtcstats.enabled"
                    + " shutdown.enabled version.enabled",
            "videobridge.http-servers.public: host port tls-port key-store-path key-store-password need-client-auth"
                    + " send-server-version tls-protocols tls-cipher-suites",
            "videobridge.http-servers.private: host port tls-port key-store-path key-store-password need-client-auth"
                    + " send-server-version tls-protocols tls-cipher-suites",
            "videobridge.relay: enabled region relay-id",
            "videobridge.octo: enabled region relay-id bind-address",
            "videobridge.load-management: reducer-enabled average-participant-stress conference-last-n-limits.20",
            "videobridge.load-management.load-measurements: load-measurement packet-rate.load-threshold"
                    + " packet-rate.recovery-threshold cpu-usage.load-threshold cpu-usage.recovery-threshold"
                    + " cpu-usage.detect-cpu-steal",
            "videobridge.load-management.load-reducers.last-n: reduction-scale recover-scale impact-time"
                    + " minimum-last-n-value maximum-enforced-last-n-value",
            "videobridge.sctp: enabled max-channels use-usrsctp",
            "videobridge.stats: interval enabled transit-time.enable-json transit-time.enable-prometheus"
                    + " transit-time.enable-jitter jvm.enabled",
            "videobridge.websockets: enabled server-id enable-compression send-keepalive-pings"
                    + " keepalive-ping-interval idle-timeout tls domain domains relay-domain relay-domains",
            "videobridge.ice: udp.port ufrag-prefix keep-alive-strategy resolve-remote-candidates nomination-strategy"
                    + " advertise-private-candidates restart.enabled restart.transition-window restart.timeout"
                    + " tcp.enabled tcp.port tcp.mapped-port tcp.ssltcp",
            "videobridge: transport.send.queue-size initial-drain-mode stats-filter-threshold redact-remote-addresses"
                    + " redact-colibri-http-headers",
            "videobridge.speech-activity: recent-speakers-count enable-silence-detection silence-detection-timeout",
            "videobridge.loudest: route-loudest-only num-loudest always-route-dominant energy-expire-time"
                    + " energy-alpha-pct",
            "videobridge.version: announce release",
            "videobridge.shutdown: graceful-shutdown-max-duration graceful-shutdown-min-participants"
                    + " shutting-down-delay",
            "videobridge.connection-stats: enabled interval",
            "videobridge.ssrc-limit: video audio",
            "videobridge.exporter: max-reconnect-attempts base-delay max-delay stable-connection-threshold",
            "tracing: enabled service-name",
            "jmt.bwe: estimator.engine estimator.initial-bw estimator.min-bw estimator.max-bw"
                    + " estimator.GoogleCc.default-window-size estimator.GoogleCc2.default-bucket-size"
                    + " send-side.low-loss-threshold send-side.high-loss-threshold send-side.bitrate-threshold"
                    + " send-side.loss-experiment.probability send-side.timeout-experiment.probability"
                    + " overuse-detector.initial-threshold overuse-detector.overusing-time-threshold",
            "jmt.dtls: handshake-timeout cipher-suites local-fingerprint-hash-function"
                    + " accepted-fingerprint-hash-functions",
            "jmt.keyframe: min-interval max-requests max-request-interval source-wide-min-interval"
                    + " source-wide-max-requests source-wide-max-request-interval",
            "jmt.srtp: max-consecutive-packets-discarded-early protection-profiles factory-class",
            "jmt.audio: red.policy red.distance red.vad-only level.forwarded-silence-packets-limit"
                    + " level.discard-silence",
            "jmt.rtp.bitrate-calculator: window-size bucket-size",
            "jmt.transceiver: recv.queue-size send.queue-size",
            "jmt.debug: pcap.enabled pcap.start-enabled pcap.directory packet-loss.incoming.uniform-rate"
                    + " packet-timeline.enabled packet-timeline.log-fraction payload-verification.enabled",
            "ice4j: ice.max-check-list-size ice.termination-delay software use-component-socket"
                    + " send-to-last-received-from-address redact-remote-addresses",
            "ice4j.consent-freshness: interval original-wait-interval max-wait-interval max-retransmissions"
                    + " randomize-interval",
            "ice4j.harvest: use-ipv6 use-link-local-addresses timeout udp.receive-buffer-size udp.use-dynamic-ports"
                    + " udp.socket-pool-size allowed-addresses blocked-addresses allowed-interfaces blocked-interfaces"
                    + " mapping.aws.enabled mapping.aws.force mapping.stun.addresses mapping.stun.enabled"
                    + " mapping.static-mappings");

    private final KnownKeys known = new KnownKeys();

    static Stream<String> keysOfJitsi() {
        return OF_JITSI.stream().flatMap(line -> {
            final String[] parts = line.split(": ", 2);
            return Stream.of(parts[1].split(" ")).map(each -> parts[0] + "." + each);
        });
    }

    @ParameterizedTest
    @MethodSource("keysOfJitsi")
    void everyKeyOfJitsiVideobridgeIsASettingOrHasAReasonWhyNot(final String key) {
        assertThat(known.isSetting(key)).isNotEqualTo(known.whyIgnored(key) != null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "videobridge.sctp.max-channels",
                "videobridge.ice.restart.enabled",
                "videobridge.entity-expiration.check-interval",
                "videobridge.ep-connection-status.check-interval",
                "videobridge.websockets.relay-domain",
                "videobridge.websockets.relay-domains"
            })
    void aKeyThatNothingDependsOnIsNoSetting(final String key) {
        assertThat(known.whyIgnored(key)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"videobridge.ice.tcp2", "videobridge", "jmt", "jmt.bwe", "ice4j.harvest.mapping", "logging.level"
            })
    void partsOfKnownKeysAreNotKeys(final String key) {
        assertThat(known.isSetting(key)).isFalse();
        assertThat(known.whyIgnored(key)).isNull();
    }

    @Test
    void everySettingHasADefaultOrIsExplicitlyUnset() {
        assertThat(KnownKeys.leaves(ConfigFactory.empty().withFallback(known.defaults())))
                .containsKeys("videobridge.relay.region", "videobridge.websockets.tls", "hummingbridge.metrics.port");
    }
}
