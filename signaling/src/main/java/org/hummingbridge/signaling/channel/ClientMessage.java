/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.jspecify.annotations.Nullable;

/** What a client may say, by its {@code colibriClass}. */
public sealed interface ClientMessage {
    /** Asks for a {@link BridgeMessage.ServerHello}. */
    record ClientHello() implements ClientMessage {}

    /** What it wants of the others' video; what is null stays as it was, the rest replaces what was. */
    record ReceiverVideoConstraints(
            @Nullable Integer lastN,
            @Nullable List<String> selectedSources,
            @Nullable List<String> onStageSources,
            @Nullable VideoConstraint defaultConstraints,
            @Nullable Map<String, VideoConstraint> constraints,
            @Nullable Double assumedBandwidthBps)
            implements ClientMessage {}

    /** How many video sources it wants; -1 for all. */
    record LastNChangedEvent(int lastN) implements ClientMessage {}

    /** Whose audio it wants from now on. */
    record ReceiverAudioSubscription(AudioSubscription subscription) implements ClientMessage {}

    /** What one of its video sources shows. */
    record SourceVideoTypeMessage(String sourceName, VideoType videoType) implements ClientMessage {}

    /** What its first video source shows; older clients. */
    record VideoTypeMessage(VideoType videoType) implements ClientMessage {}

    /**
     * Anything, for another endpoint.
     *
     * @param to an endpoint's id; empty for everybody
     */
    record EndpointMessage(String to, OpaqueMembers members) implements ClientMessage {}

    /** Anything about itself, for whoever looks at it. */
    record EndpointStats(OpaqueMembers members) implements ClientMessage {}
}
