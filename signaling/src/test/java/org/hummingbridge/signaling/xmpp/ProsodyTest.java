/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("prosody")
class ProsodyTest {
    @TempDir
    Path folder;

    private Prosody prosody;
    private XmppClients clients;

    @BeforeEach
    void prepare() {
        prosody = Prosody.in(folder);
        clients = clients();
    }

    @AfterEach
    void end() {
        clients.close();
        prosody.close();
    }

    @Test
    void logsInJoinsAndPublishes() {
        prosody.start();
        try (var focus = Focus.in(prosody)) {
            clients.add(server().verified());
            Eventually.become(() -> focus.hasBridge("jvb1"), () -> clients.statuses() + "\n" + prosody.log());
            assertThat(focus.seen()).containsExactly("+jvb1", "+jvb1 with stats");
        }
    }

    private Servers server() {
        return new Servers(prosody);
    }

    private static XmppClients clients() {
        var clients = new XmppClients(
                new XmppIdentity("JVB", "2.3.1", "", List.of("urn:test")),
                new IqHandler() {
                    @Override
                    public boolean handles(String element, String namespace) {
                        return false;
                    }

                    @Override
                    public void onIq(IQ request, Consumer<IQ> reply) {}
                },
                System::nanoTime,
                new Random());
        clients.publish(StandardExtensionElement.builder("stats", "http://jitsi.org/protocol/colibri")
                .addElement("stat", "")
                .build());
        return clients;
    }
}
