/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A Prosody that has not been started yet, and a bridge's clients that have no entry yet. */
@Tag("prosody")
abstract class ProsodyFixture {
    @TempDir
    Path folder;

    Prosody prosody;
    XmppClients clients;

    @BeforeEach
    void prepare() {
        prosody = Prosody.in(folder);
        clients = bridge();
    }

    @AfterEach
    void end() {
        clients.close();
        prosody.close();
    }

    Servers server() {
        return new Servers(prosody);
    }

    /** Waits until the only entry is like that. */
    void await(Predicate<XmppStatus> condition) {
        await(clients, condition);
    }

    void await(XmppClients bridge, Predicate<XmppStatus> condition) {
        Eventually.become(
                () -> bridge.statuses().stream().anyMatch(condition), () -> bridge.statuses() + "\n" + prosody.log());
    }

    void awaitBridge(Focus focus, String nickname) {
        Eventually.become(
                () -> focus.hasBridge(nickname), () -> focus.seen() + "\n" + clients.statuses() + "\n" + prosody.log());
    }

    void awaitSeen(Focus focus, String... events) {
        Eventually.become(
                () -> focus.seen().equals(List.of(events)),
                () -> focus.seen() + "\n" + clients.statuses() + "\n" + prosody.log());
    }

    static Predicate<XmppStatus> joined() {
        return status -> status.state() == XmppState.JOINED;
    }

    static Predicate<XmppStatus> failing(XmppFailure failure) {
        return status ->
                status.trouble().filter(trouble -> trouble.failure() == failure).isPresent();
    }

    /** A bridge that publishes and answers only {@code <order xmlns='urn:test'/>}: with an error that names the sender. */
    static XmppClients bridge() {
        var clients = new XmppClients(
                new XmppIdentity("JVB", "2.3.1", "", List.of("urn:test")),
                new Orders(),
                System::nanoTime,
                new Random());
        clients.publish(StandardExtensionElement.builder("stats", "http://jitsi.org/protocol/colibri")
                .addElement("stat", "")
                .build());
        return clients;
    }

    private static final class Orders implements IqHandler {
        @Override
        public boolean handles(String element, String namespace) {
            return namespace.equals("urn:test");
        }

        @Override
        public void onIq(IQ request, Consumer<IQ> reply) {
            reply.accept(IQ.createErrorResponse(
                    request,
                    StanzaError.getBuilder(StanzaError.Condition.policy_violation)
                            .setDescriptiveEnText("ordered by " + request.getFrom())
                            .build()));
        }
    }
}
