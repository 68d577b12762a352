/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hummingbridge.signaling.colibri2.Colibri2Xmpp;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.hummingbridge.signaling.xmpp.ErrorReply;
import org.hummingbridge.signaling.xmpp.IqHandler;
import org.hummingbridge.signaling.xmpp.SmackSetup;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(BreweryHandler.class);

    private final Colibri2Xmpp colibri;
    private final HealthSource health;
    private final Redaction redaction;

    public BreweryHandler(final ConferenceModifyHandler colibri, final HealthSource health, final Redaction redaction) {
        SmackSetup.initialize();
        Colibri2Xmpp.register();
        this.colibri = new Colibri2Xmpp(colibri);
        this.health = health;
        this.redaction = redaction;
    }

    @Override
    public boolean handles(final String element, final String namespace) {
        return Order.of(element, namespace) != null;
    }

    @Override
    public void onIq(final IQ request, final Consumer<IQ> reply) {
        final Order order = Order.of(request.getChildElementName(), request.getChildElementNamespace());
        if (order == null) {
            reply.accept(ErrorReply.to(request, Condition.feature_not_implemented, "Unknown request"));
            return;
        }
        switch (order) {
            case CONFERENCE_MODIFY -> modify(request, reply);
            case HEALTH_CHECK -> reply.accept(health(request));
            case GRACEFUL_SHUTDOWN, FORCE_SHUTDOWN ->
                // Whoever gets into the room could stop the bridge; operators have signals and the private HTTP port.
                reply.accept(ErrorReply.to(request, Condition.service_unavailable, "Unsupported IQ request"));
        }
    }

    private void modify(final IQ request, final Consumer<IQ> reply) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("Asked: {}", redaction.apply(request));
        }
        final var _ = colibri.answer(request)
                .exceptionally(thrown -> {
                    LOG.error("A conference-modify was not answered as it should have been", thrown);
                    return ErrorReply.to(request, Condition.internal_server_error, "The bridge failed to answer");
                })
                .thenAccept(answer -> {
                    if (LOG.isDebugEnabled()) {
                        LOG.debug("Answered: {}", redaction.apply(answer));
                    }
                    reply.accept(answer);
                });
    }

    private IQ health(final IQ request) {
        final Optional<String> trouble = health.trouble();
        return trouble.isEmpty()
                ? IQ.createResultIQ(request)
                : ErrorReply.to(request, Condition.internal_server_error, trouble.get());
    }
}
