/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.Duration;
import org.hummingbridge.daemon.settings.ConferenceSettings;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.conference.BandwidthSettings;
import org.hummingbridge.sfu.conference.BridgeSettings;
import org.hummingbridge.sfu.conference.ConnectivitySettings;
import org.hummingbridge.sfu.speech.SpeechSettings;
import org.hummingbridge.sfu.spread.SpreadSettings;

/** What the operator's settings mean to the media path. */
final class BridgeTerms {
    /** jitsi-videobridge's, which has no key for it. */
    private static final Duration NEVER_HEARD = Duration.ofMinutes(2);

    private BridgeTerms() {}

    static BridgeSettings of(final Settings settings) {
        final ConferenceSettings conference = settings.conference();
        return new BridgeSettings(
                settings.srtp().profiles(),
                settings.ice().timers(),
                new ConnectivitySettings(
                        conference.connectivity().firstTransferTimeout(),
                        conference.connectivity().maxInactivity(),
                        NEVER_HEARD,
                        conference.expiry().timeout()),
                initial(conference.cc()),
                conference
                        .cc()
                        .allocation()
                        .withLastN(new LastNLimit(
                                conference.cc().jvbLastN(),
                                settings.operation().load().lastNByConferenceSize())),
                bandwidth(conference),
                conference.streamLimits(),
                speech(conference),
                conference.red(),
                settings.media().maxPaddingBytes(),
                new SpreadSettings(settings.media().spreadAbove()),
                settings.media().shedsVideo());
    }

    private static BandwidthSettings bandwidth(final ConferenceSettings conference) {
        final ConferenceSettings.ConnectionStats reports = conference.connectionStats();
        return new BandwidthSettings(
                conference.cc().trustEstimates(),
                conference.cc().initialBandwidthBps(),
                conference.cc().estimator(),
                reports.enabled() ? reports.interval() : Duration.ZERO);
    }

    private static SpeechSettings speech(final ConferenceSettings conference) {
        final ConferenceSettings.Speech speech = conference.speech();
        final ConferenceSettings.Loudest loudest = conference.loudest();
        return new SpeechSettings(
                // The dominant speaker is always told.
                Math.max(1, speech.recentSpeakers()),
                speech.silenceDetection(),
                speech.silenceTimeout().toNanos(),
                new SpeechSettings.Loudest(
                        loudest.routeLoudestOnly(),
                        loudest.count(),
                        loudest.alwaysRouteDominant(),
                        loudest.energyExpire().toNanos(),
                        loudest.energyAlphaPercent()),
                new SpeechSettings.Silence(
                        conference.silence().discard(), conference.silence().forwardedPackets()));
    }

    private static ReceiverConstraints initial(final ConferenceSettings.Cc cc) {
        final ReceiverConstraints everything = ReceiverConstraints.EVERYTHING;
        return new ReceiverConstraints(
                cc.initialLastN(),
                everything.onStage(),
                everything.selected(),
                new VideoConstraint(cc.initialMaxHeight(), VideoConstraint.UNLIMITED),
                everything.bySource(),
                everything.assumedBandwidthBps());
    }
}
