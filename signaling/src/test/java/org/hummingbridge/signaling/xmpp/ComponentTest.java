/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.SimpleIQ;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.iqversion.packet.Version;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

class ComponentTest extends ProsodyFixture {
    @Test
    void answersUnderItsOwnDomain() {
        prosody.start();
        clients.add(server().component(Prosody.COMPONENT_SECRET, "focus@" + Prosody.DOMAIN));
        await(joined());
        try (var focus = Focus.in(prosody)) {
            var version = (Version) focus.ask(to(new Version()));
            assertThat(version.getName()).isEqualTo("JVB");
            assertThat(focus.ask(to(new Order())).getError().getDescriptiveText())
                    .startsWith("ordered by focus@" + Prosody.DOMAIN);
        }
    }

    @Test
    void takesOrdersFromNobodyElse() {
        prosody.start();
        clients.add(server().component(Prosody.COMPONENT_SECRET, "other@" + Prosody.DOMAIN));
        await(joined());
        try (var focus = Focus.in(prosody)) {
            assertThat(focus.ask(to(new Order())).getError().getCondition()).isEqualTo(Condition.forbidden);
        }
    }

    @Test
    void namesAWrongSecretAndComesInOnceItIsRight() {
        prosody.with(config -> config.replace("component secret", "another")).start();
        clients.add(server().component(Prosody.COMPONENT_SECRET, "focus@" + Prosody.DOMAIN));
        await(failing(XmppFailure.WRONG_PASSWORD));
        assertThat(clients.statuses().getFirst().sentence())
                .contains("component_secret")
                .doesNotContain(Prosody.COMPONENT_SECRET);

        prosody.with(config -> config).restart();

        await(joined());
    }

    @Test
    void comesBackAfterTheServerWasKilled() {
        prosody.start();
        clients.add(server().component(Prosody.COMPONENT_SECRET, "focus@" + Prosody.DOMAIN));
        await(joined());

        prosody.kill();
        await(failing(XmppFailure.CONNECTION_REFUSED));
        prosody.start();

        await(joined());
    }

    private static IQ to(IQ request) {
        request.setTo(JidCreate.domainBareFromOrThrowUnchecked(Prosody.COMPONENT));
        return request;
    }

    private static final class Order extends SimpleIQ {
        Order() {
            super("order", "urn:test");
            setType(IQ.Type.set);
        }
    }
}
