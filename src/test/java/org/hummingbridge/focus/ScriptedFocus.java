/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.focus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.signaling.xmpp.Eventually;
import org.hummingbridge.signaling.xmpp.Prosody;
import org.hummingbridge.signaling.xmpp.SmackSetup;
import org.jitsi.xmpp.extensions.colibri.ColibriStatsExtension;
import org.jitsi.xmpp.extensions.colibri.ColibriStatsIqProvider;
import org.jitsi.xmpp.extensions.colibri2.IqProviderUtils;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * Stands where Jicofo does, and reads with the classes with which Jicofo reads: waits for bridges by their presence, and sends
 * requests without waiting for the answers to those before. Decides nothing; its test does.
 */
final class ScriptedFocus implements AutoCloseable {
    /** Jicofo waits 15 s; machines that build software are slower. */
    private static final long ANSWER_SECONDS = 60;

    private final XMPPTCPConnection connection;
    private final ConcurrentMap<String, Map<String, String>> bridges = new ConcurrentHashMap<>();

    private ScriptedFocus(final XMPPTCPConnection connection) {
        this.connection = connection;
    }

    static ScriptedFocus in(final Prosody prosody) throws Exception {
        SmackSetup.initialize();
        IqProviderUtils.registerProviders();
        new ColibriStatsIqProvider();
        final XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(Prosody.DOMAIN)
                .setHost("127.0.0.1")
                .setPort(prosody.clientPort())
                .setSecurityMode(SecurityMode.disabled)
                .setUsernameAndPassword("focus", "focus secret")
                .build());
        connection.setReplyTimeout(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        connection.connect();
        connection.login();
        final ScriptedFocus focus = new ScriptedFocus(connection);
        focus.join();
        return focus;
    }

    private void join() throws SmackException, XMPPException, IOException, InterruptedException {
        final MultiUserChat room = MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFromOrThrowUnchecked(Prosody.BREWERY));
        room.addParticipantListener(this::onPresence);
        room.createOrJoin(Resourcepart.from("focus"));
    }

    private void onPresence(final Presence presence) {
        final String nickname = presence.getFrom().getResourceOrEmpty().toString();
        final ColibriStatsExtension stats = presence.getExtension(ColibriStatsExtension.class);
        if (!presence.isAvailable()) {
            bridges.remove(nickname);
        } else if (stats != null) {
            final Map<String, String> values = new LinkedHashMap<>();
            stats.getChildExtensionsOfType(ColibriStatsExtension.Stat.class)
                    .forEach(stat -> values.put(stat.getName(), stats.getValueAsString(stat.getName())));
            bridges.put(nickname, values);
        }
    }

    /** What the bridge said of itself last, once it has said anything. */
    Map<String, String> awaitBridge(final String nickname) {
        Eventually.become(() -> bridges.containsKey(nickname), () -> "no bridge " + nickname + " in " + bridges);
        return bridges.get(nickname);
    }

    void awaitDeparture(final String nickname) {
        Eventually.become(() -> !bridges.containsKey(nickname), () -> nickname + " is still there");
    }

    /** Results and errors alike; fails if neither comes. */
    CompletableFuture<IQ> send(final Request request, final String nickname) {
        request.setTo(JidCreate.entityFullFromOrThrowUnchecked(Prosody.BREWERY + "/" + nickname));
        final CompletableFuture<IQ> answer = new CompletableFuture<>();
        connection.sendIqRequestAsync(request).onSuccess(answer::complete).onError(e -> {
            if (e instanceof XMPPErrorException error && error.getStanza() instanceof IQ stanza) {
                answer.complete(stanza);
            } else {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
