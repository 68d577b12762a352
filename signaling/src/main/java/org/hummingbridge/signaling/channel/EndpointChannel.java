/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.channel.BridgeMessage.ConnectionStats;
import org.hummingbridge.signaling.channel.BridgeMessage.ForwardedSources;
import org.hummingbridge.signaling.channel.BridgeMessage.SenderSourceConstraints;

/**
 * What is remembered of one endpoint for its client: what is open, what it asked for, what it is to be told again when
 * something opens. Only the inbox and the password are for any thread, and {@link
 * #tellEstimate} is for the loop; the rest is the conference's lane's.
 */
final class EndpointChannel {
    /** Sources of one endpoint; clients have a camera and a screen. */
    static final int MAX_SOURCES = 64;

    private final String id;
    private final boolean visitor;
    private final Inbox inbox;
    private final ChannelPassword password;
    private final DataChannelTransport dataChannel;
    private final Transports transports;
    private final ReceiverWishes wishes;
    private final Map<String, Integer> wantedHeights = new LinkedHashMap<>();
    private List<String> forwarded = List.of();
    private final RepeatedTask<LongSupplier> tellEstimate;
    private boolean ended;

    EndpointChannel(
            final String id, final boolean visitor, final ConferenceControl conference, final ChannelContext context) {
        this.id = id;
        this.visitor = visitor;
        this.inbox = new Inbox(context.counters(), context.nanoTime().getAsLong());
        this.password = new ChannelPassword(context.random());
        this.dataChannel = new DataChannelTransport(conference, id, context.counters());
        this.transports = new Transports(context.counters());
        this.tellEstimate = new RepeatedTask<>(bps -> send(new ConnectionStats(bps.getAsLong())));
        this.wishes = new ReceiverWishes(context.policy());
    }

    String id() {
        return id;
    }

    boolean isVisitor() {
        return visitor;
    }

    Inbox inbox() {
        return inbox;
    }

    ChannelPassword password() {
        return password;
    }

    DataChannelTransport dataChannel() {
        return dataChannel;
    }

    Transports transports() {
        return transports;
    }

    ReceiverWishes wishes() {
        return wishes;
    }

    void send(final BridgeMessage message) {
        transports.send(ChannelText.of(message));
    }

    /** Tells the client what {@code bandwidthBps} will say then. */
    Runnable tellEstimate(final LongSupplier bandwidthBps) {
        return tellEstimate.of(bandwidthBps);
    }

    void forwarded(final List<String> sourceNames) {
        forwarded = sourceNames;
        sendForwarded();
    }

    void sendForwarded() {
        send(new ForwardedSources(forwarded));
    }

    void wantedHeight(final String sourceName, final int maxHeight) {
        if (wantedHeights.size() >= MAX_SOURCES && !wantedHeights.containsKey(sourceName)) {
            wantedHeights.remove(wantedHeights.keySet().iterator().next());
        }
        wantedHeights.put(sourceName, maxHeight);
        send(new SenderSourceConstraints(sourceName, maxHeight));
    }

    void sendWantedHeights() {
        wantedHeights.forEach((sourceName, maxHeight) -> send(new SenderSourceConstraints(sourceName, maxHeight)));
    }

    /** Whether the endpoint is being sent, or asked for by name, a source of {@code sender}. */
    boolean looksAt(final EndpointChannel sender) {
        final ReceiverConstraints wanted = wishes.merged();
        final Set<String> named = wanted.bySource().keySet();
        return Stream.of(forwarded, wanted.onStage(), wanted.selected())
                        .flatMap(List::stream)
                        .anyMatch(sender::owns)
                || named.stream().anyMatch(name -> wanted.of(name).wantsVideo() && sender.owns(name));
    }

    /** By what conferences said of it, or by the convention that all clients keep. */
    private boolean owns(final String sourceName) {
        return wantedHeights.containsKey(sourceName)
                || (sourceName.startsWith(id)
                        && sourceName.length() > id.length()
                        && sourceName.charAt(id.length()) == '-');
    }

    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
        transports.end();
    }
}
