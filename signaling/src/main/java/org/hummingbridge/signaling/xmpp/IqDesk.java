/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqversion.packet.Version;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request: who we are and whether we live to anybody, the rest by the application to those who may give
 * orders. Never leaves one without an answer of its own, and never answers twice.
 */
final class IqDesk {
    private static final Logger LOG = LoggerFactory.getLogger(IqDesk.class);

    private final XmppIdentity identity;
    private final IqHandler handler;

    IqDesk(XmppIdentity identity, IqHandler handler) {
        this.identity = identity;
        this.handler = handler;
    }

    /**
     * @param mayOrder whether requests of this sender go to the application
     * @param send takes the addressed answer, from any thread
     */
    void receive(IQ request, Predicate<@Nullable Jid> mayOrder, Consumer<IQ> send) {
        if (request.getStanzaId() == null || request.getStanzaId().isEmpty()) {
            return; // against RFC 6120 section 8.2.3, and no answer could be matched
        }
        var answered = new AtomicBoolean();
        Consumer<IQ> answer = reply -> {
            var bare = withoutEcho(request, reply);
            bare.setStanzaId(request.getStanzaId());
            bare.setTo(request.getFrom());
            bare.setFrom(request.getTo());
            if (answered.compareAndSet(false, true)) {
                send.accept(bare);
            }
        };
        try {
            dispatch(request, mayOrder, answer);
        } catch (RuntimeException | Error e) {
            // An error let through would end the stream's reader, and nobody on it would be answered any more.
            LOG.error("A request {} failed", request.getChildElementQName(), e);
            answer.accept(ErrorReply.to(request, Condition.internal_server_error, "The request failed in the bridge"));
        }
    }

    private void dispatch(IQ request, Predicate<@Nullable Jid> mayOrder, Consumer<IQ> answer) {
        if (request.getType() == IQ.Type.get && request instanceof DiscoverInfo disco) {
            answer.accept(
                    disco.getNode() == null
                            ? discoInfo(disco)
                            : ErrorReply.to(request, Condition.item_not_found, "No such node"));
        } else if (request.getType() == IQ.Type.get && request instanceof Version) {
            var version = new Version(
                    identity.name(), identity.version(), identity.os().isEmpty() ? null : identity.os());
            version.setType(IQ.Type.result);
            answer.accept(version);
        } else if (request.getType() == IQ.Type.get && request instanceof Ping ping) {
            answer.accept(ping.getPong());
        } else if (!handler.handles(request.getChildElementName(), request.getChildElementNamespace())) {
            answer.accept(ErrorReply.to(request, Condition.feature_not_implemented, "Unknown request"));
        } else if (mayOrder.test(request.getFrom())) {
            handler.onIq(request, answer);
        } else {
            answer.accept(ErrorReply.to(request, Condition.forbidden, "Only occupants of the brewery may give orders"));
        }
    }

    private IQ discoInfo(DiscoverInfo request) {
        return DiscoverInfo.builder(request.getStanzaId())
                .ofType(IQ.Type.result)
                .addIdentity(new DiscoverInfo.Identity("component", "generic", identity.name()))
                .addFeature(DiscoverInfo.NAMESPACE)
                .addFeature(Version.NAMESPACE)
                .addFeature(Ping.NAMESPACE)
                .addFeatures(identity.features().stream()
                        .filter(feature -> !feature.equals(DiscoverInfo.NAMESPACE)
                                && !feature.equals(Version.NAMESPACE)
                                && !feature.equals(Ping.NAMESPACE))
                        .distinct()
                        .toList())
                .build();
    }

    /** Smack's errors repeat the request, which is optional (RFC 6120 section 8.3.1), and garble one that has no provider. */
    private static IQ withoutEcho(IQ request, IQ reply) {
        if (!(reply instanceof ErrorIQ) || reply.getError() == null) {
            return reply;
        }
        var bare = ErrorIQ.builder(
                        reply.getError(),
                        StanzaBuilder.buildIqData(request.getStanzaId()).ofType(IQ.Type.error))
                .build();
        bare.addExtensions(reply.getExtensions());
        return bare;
    }
}
