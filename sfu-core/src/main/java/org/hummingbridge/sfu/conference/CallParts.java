/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.bwe.EstimatorSettings;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.ice4j.ice.CandidateType;

/** What the calls of rehearsals, tests and benchmarks are made of, whatever loops they run on. */
final class CallParts {
    static final int OPUS = 111;
    static final int VP8 = 100;
    static final int RTX = 96;
    static final int AUDIO_LEVEL_ID = 1;
    static final int TRANSPORT_CC_ID = 5;

    static final MediaDescription AUDIO = new MediaDescription(
            MediaType.AUDIO,
            List.of(new PayloadType(OPUS, "opus", 48_000, 2, Map.of(), Set.of("transport-cc"))),
            List.of(
                    new HeaderExtension(AUDIO_LEVEL_ID, EndpointMedia.AUDIO_LEVEL),
                    new HeaderExtension(TRANSPORT_CC_ID, EndpointMedia.TRANSPORT_CC)),
            true);

    /** Without RTX. */
    static final MediaDescription VIDEO =
            video(new PayloadType(VP8, "VP8", 90_000, 1, Map.of(), Set.of("nack", "nack pli", "transport-cc")));

    static final MediaDescription VIDEO_WITH_RTX = video(
            VIDEO.payloadTypes().getFirst(),
            new PayloadType(RTX, "rtx", 90_000, 1, Map.of("apt", Integer.toString(VP8)), Set.of()));

    private static final int HANDSHAKES_AT_ONCE = 8;

    private CallParts() {}

    private static MediaDescription video(final PayloadType... payloadTypes) {
        return new MediaDescription(
                MediaType.VIDEO,
                List.of(payloadTypes),
                List.of(new HeaderExtension(TRANSPORT_CC_ID, EndpointMedia.TRANSPORT_CC)),
                true);
    }

    /** The same, but estimates are made and limit nothing. */
    static BridgeSettings withoutEstimates(final BridgeSettings usual) {
        return with(usual, new BandwidthSettings(false, 0, EstimatorSettings.defaults(), Duration.ZERO), usual.red());
    }

    static BridgeSettings withRed(final BridgeSettings usual, final RedSettings red) {
        return with(usual, usual.bandwidth(), red);
    }

    private static BridgeSettings with(
            final BridgeSettings usual, final BandwidthSettings bandwidth, final RedSettings red) {
        return new BridgeSettings(
                usual.srtpProfiles(),
                usual.ice(),
                usual.connectivity(),
                usual.initial(),
                usual.allocation(),
                bandwidth,
                usual.streamLimits(),
                usual.speech(),
                red,
                usual.maxPaddingBytes(),
                usual.spread(),
                usual.shedsVideo());
    }

    /** RFC 8445 §5.1.2.1 for a host candidate with the highest local preference. */
    static LocalCandidate hostCandidate(final int socket, final InetSocketAddress address) {
        return new LocalCandidate(socket, CandidateType.HOST_CANDIDATE, address, null, "1", 2_130_706_431L, "test");
    }

    /** What a client's own transport is made of. */
    static EndpointParts ofClient(
            final BridgeSettings settings,
            final IceRoutes routes,
            final LocalCandidates candidates,
            final SrtpCiphers ciphers,
            final CertificateRotation certificates,
            final SecureRandom random) {
        return new EndpointParts(
                settings,
                routes,
                candidates,
                ciphers,
                certificates,
                new HandshakeLimiter(HANDSHAKES_AT_ONCE),
                random,
                new Totals(),
                () -> LastNLimit.UNLIMITED);
    }
}
