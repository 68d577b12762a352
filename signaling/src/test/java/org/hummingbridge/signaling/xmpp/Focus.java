/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Stands where Jicofo does in the brewery: sees who is there, sends requests, throws out. By Smack alone, not by our code. */
final class Focus implements AutoCloseable {
    /** Smack's own is 5 s, which a busy machine may need. */
    private static final long ANSWER_MILLIS = 60_000;

    private final XMPPTCPConnection connection;
    private final MultiUserChat room;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Set<String> publishing = ConcurrentHashMap.newKeySet();

    private Focus(XMPPTCPConnection connection) {
        this.connection = connection;
        this.room = MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFromOrThrowUnchecked(Prosody.BREWERY));
    }

    static Focus in(Prosody prosody) {
        SmackSetup.initialize();
        try {
            var connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain(Prosody.DOMAIN)
                    .setHost("127.0.0.1")
                    .setPort(prosody.clientPort())
                    .setSecurityMode(SecurityMode.disabled)
                    .setUsernameAndPassword("focus", "focus secret")
                    .build());
            connection.setReplyTimeout(ANSWER_MILLIS);
            connection.connect();
            connection.login();
            var focus = new Focus(connection);
            focus.room.addParticipantListener(focus::onPresence);
            focus.enter();
            return focus;
        } catch (SmackException | XMPPException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tries again while the room is locked: whoever made it has yet to say that it is open. */
    private void enter() throws SmackException, XMPPException, IOException, InterruptedException {
        var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                room.createOrJoin(Resourcepart.from("focus"));
                return;
            } catch (XMPPException.XMPPErrorException e) {
                var locked = e.getStanzaError().getCondition() == StanzaError.Condition.item_not_found;
                if (!locked || System.nanoTime() - deadlineNanos > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private void onPresence(Presence presence) {
        var nick = presence.getFrom().getResourceOrEmpty().toString();
        if (nick.equals("focus")) {
            return;
        }
        if (presence.isAvailable()) {
            if (presence.hasExtension("http://jitsi.org/protocol/colibri")) {
                publishing.add(nick);
                seen.add("+" + nick + " with stats");
            } else {
                seen.add("+" + nick);
            }
        } else {
            publishing.remove(nick);
            seen.add("-" + nick);
        }
    }

    /** What happened in the room so far, such as {@code [+jvb1, +jvb1 with stats, -jvb1]}. */
    List<String> seen() {
        return seen;
    }

    boolean hasBridge(String nickname) {
        return publishing.contains(nickname);
    }

    void kick(String nickname) {
        try {
            room.kickParticipant(Resourcepart.from(nickname), "for a test");
        } catch (SmackException | XMPPException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a request to an occupant and returns the answer, be it an error. */
    IQ ask(IQ request, String nickname) {
        request.setTo(JidCreate.entityFullFromOrThrowUnchecked(Prosody.BREWERY + "/" + nickname));
        return ask(request);
    }

    IQ ask(IQ request) {
        try {
            return connection.sendIqRequestAndWaitForResponse(request);
        } catch (XMPPException.XMPPErrorException e) {
            return (IQ) e.getStanza();
        } catch (SmackException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
