/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.hummingbridge.signaling.xmpp.IqHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;

/**
 * Answers a focus: Colibri2, health checks, and orders to shut down, which are refused. Never waits in the caller's thread, and
 * answers every request exactly once.
 */
public final class BreweryHandler implements IqHandler {
    /** disco#info features that come with it. */
    public static final List<String> FEATURES = List.of(
            "http://jitsi.org/protocol/healthcheck",
            "urn:xmpp:jingle:apps:dtls:0",
            "urn:xmpp:jingle:transports:ice-udp:1");

    private final ConferenceModifyHandler colibri;
    private final HealthSource health;
    private final Redaction redaction;

    /** What stays out of the debug log of requests and answers. */
    public record Redaction(boolean remoteAddresses, boolean httpHeaders) {}

    public BreweryHandler(final ConferenceModifyHandler colibri, final HealthSource health, final Redaction redaction) {
        this.colibri = colibri;
        this.health = health;
        this.redaction = redaction;
    }

    @Override
    public boolean handles(final String element, final String namespace) {
        return element.equals("healthcheck") && colibri != null && redaction != null;
    }

    @Override
    public void onIq(final IQ request, final Consumer<IQ> reply) {
        final Optional<String> trouble = health.trouble();
        reply.accept(
                trouble.isEmpty()
                        ? IQ.createResultIQ(request)
                        : IQ.createErrorResponse(
                                request,
                                StanzaError.getBuilder(StanzaError.Condition.internal_server_error)
                                        .setDescriptiveEnText(trouble.get())
                                        .build()));
    }
}
