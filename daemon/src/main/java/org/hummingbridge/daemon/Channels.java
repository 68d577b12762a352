/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import org.hummingbridge.daemon.settings.ChannelSettings.PublicHttp;
import org.hummingbridge.daemon.settings.ChannelSettings.WebSockets;
import org.hummingbridge.daemon.settings.ConferenceSettings;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.channel.ChannelPolicy;
import org.hummingbridge.signaling.channel.WebSocketAddresses;

/** The bridge channels as the operator wants them. Opens no sockets. */
final class Channels {
    private Channels() {}

    static BridgeChannels of(final Settings settings, final Executor executor) {
        return new BridgeChannels(
                policy(settings), addresses(settings), executor, new SecureRandom(), System::nanoTime);
    }

    private static ChannelPolicy policy(final Settings settings) {
        final ConferenceSettings conference = settings.conference();
        return new ChannelPolicy(
                // What a client says takes the place of a number that was set until it speaks.
                BridgeTerms.of(settings).initial().withLastN(VideoConstraint.UNLIMITED),
                conference.cc().defaultMaxHeight(),
                conference.cc().assumedBandwidthLimitBps(),
                conference.statsFilterThreshold(),
                settings.operation().version().announce() ? Version.number() : null);
    }

    private static WebSocketAddresses addresses(final Settings settings) {
        final WebSockets webSockets = settings.channel().webSockets();
        final PublicHttp http = settings.channel().publicHttp();
        if (!webSockets.enabled() || (http.listen() == null && http.tls() == null)) {
            return WebSocketAddresses.NONE;
        }
        final boolean secure = webSockets.tls() == null ? http.tls() != null : webSockets.tls();
        return new WebSocketAddresses(secure, webSockets.serverId(), webSockets.domains());
    }
}
