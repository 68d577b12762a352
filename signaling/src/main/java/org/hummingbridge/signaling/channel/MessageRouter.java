/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.Map;

/**
 * Decides who gets what of one conference's messages. Nobody gets back what he sent, and nobody hears of a visitor. Lane only.
 */
final class MessageRouter {
    private final Map<String, EndpointChannel> endpoints;
    private final Attention attention;
    private final ChannelContext context;

    MessageRouter(
            final Map<String, EndpointChannel> endpoints, final Attention attention, final ChannelContext context) {
        this.endpoints = endpoints;
        this.attention = attention;
        this.context = context;
    }

    void toAll(final ChannelText message) {
        endpoints.values().forEach(receiver -> receiver.transports().send(message));
    }

    /** @param to an endpoint's id; empty for everybody else */
    void message(final EndpointChannel sender, final String to, final OpaqueMembers members) {
        if (isRefused(sender)) {
            return;
        }
        final ChannelText message = new ChannelText(members.sentBy(sender.id()));
        if (to.isEmpty()) {
            endpoints.values().stream()
                    .filter(receiver -> receiver != sender)
                    .forEach(receiver -> receiver.transports().send(message));
            return;
        }
        final EndpointChannel receiver = endpoints.get(to);
        if (receiver == null || receiver == sender) {
            context.counters().add(ChannelDrop.NO_SUCH_RECEIVER);
        } else {
            receiver.transports().send(message);
        }
    }

    /** In a large conference they go only where somebody may be looking at the sender. */
    void stats(final EndpointChannel sender, final OpaqueMembers members) {
        if (isRefused(sender)) {
            return;
        }
        final ChannelText message = new ChannelText(members.sentBy(sender.id()));
        final boolean forAll =
                endpoints.size() <= context.policy().statsFilterThreshold() || attention.spokeLately(sender.id());
        endpoints.values().stream()
                .filter(receiver -> receiver != sender && (forAll || receiver.looksAt(sender)))
                .forEach(receiver -> receiver.transports().send(message));
    }

    private boolean isRefused(final EndpointChannel sender) {
        if (sender.isVisitor()) {
            context.counters().add(ChannelDrop.FROM_VISITOR);
        }
        return sender.isVisitor();
    }
}
