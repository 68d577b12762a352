/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import java.util.function.Supplier;
import org.hummingbridge.daemon.lifecycle.BridgeHealth;
import org.hummingbridge.daemon.lifecycle.Lifecycle;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.channel.ChannelCounters;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/**
 * Where everything that is told about the bridge comes from. Reading it asks no loop and no network.
 *
 * @param latest the last sample
 * @param counters what the loops count
 * @param xmpp how the logins stand; empty without XMPP
 * @param averageParticipantStress told to Jicofo as it is
 */
public record BridgeFacts(
        Supplier<BridgeStatistics> latest,
        LoopCounters counters,
        BridgeControl bridge,
        Supplier<List<XmppStatus>> xmpp,
        ChannelCounters channels,
        Lifecycle lifecycle,
        BridgeHealth health,
        BridgeLabels labels,
        double averageParticipantStress) {
    /** Conferences now. */
    public int conferences() {
        return bridge.conferences().size();
    }

    /** Endpoints of all conferences now. */
    public int endpoints() {
        return bridge.conferences().stream()
                .mapToInt(conference -> conference.endpointIds().size())
                .sum();
    }
}
