/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.Duration;
import org.hummingbridge.daemon.settings.ConferenceSettings;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.conference.BridgeSettings;
import org.hummingbridge.sfu.conference.ConnectivitySettings;
import org.hummingbridge.sfu.speech.SpeechSettings;

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
                conference.cc().jvbLastN(),
                speech(conference.speech(), conference.loudest()));
    }

    private static SpeechSettings speech(
            final ConferenceSettings.Speech speech, final ConferenceSettings.Loudest loudest) {
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
                SpeechSettings.defaults().silence());
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
