/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.SimpleIQ;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.packet.UnparsedIQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IqProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqversion.packet.Version;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What a bridge answers to whom, through the room and past it. */
class AskingTest extends ProsodyFixture {
    private Focus focus;

    @BeforeEach
    void join() {
        prosody.start();
        focus = Focus.in(prosody);
        clients.add(server().verified());
        awaitBridge(focus, "jvb1");
    }

    @AfterEach
    void leave() {
        focus.close();
    }

    @Test
    void tellsItsVersion() {
        var answer = (Version) focus.ask(new Version(), "jvb1");
        assertThat(answer.getName()).isEqualTo("JVB");
        assertThat(answer.getVersion()).isEqualTo("2.3.1");
    }

    @Test
    void tellsItsFeatures() {
        var answer = (DiscoverInfo)
                focus.ask(DiscoverInfo.builder("d1").ofType(IQ.Type.get).build(), "jvb1");
        assertThat(answer.containsFeature("urn:test")).isTrue();
        assertThat(answer.containsFeature("jabber:iq:version")).isTrue();
    }

    @Test
    void answersPings() {
        assertThat(focus.ask(new Ping(), "jvb1").getType()).isEqualTo(IQ.Type.result);
    }

    @Test
    void takesOrdersFromTheRoom() {
        var error = focus.ask(new Request("order", "urn:test"), "jvb1").getError();
        assertThat(error.getCondition()).isEqualTo(Condition.policy_violation);
        assertThat(error.toXML().toString()).contains("ordered by " + Prosody.BREWERY + "/focus");
    }

    @Test
    void takesNoOrdersPastTheRoom() {
        var request = new Request("order", "urn:test");
        request.setTo(JidCreate.entityFullFromOrThrowUnchecked(
                "jvb@" + Prosody.DOMAIN + "/" + server().verified().nickname() + "-" + resourceSuffix()));
        assertThat(focus.ask(request).getError().getCondition()).isEqualTo(Condition.forbidden);
    }

    @Test
    void doesNotKnowOtherRequests() {
        var error = focus.ask(new Request("order", "urn:other"), "jvb1").getError();
        assertThat(error.getCondition()).isEqualTo(Condition.feature_not_implemented);
    }

    @Test
    void rejectsWhatDoesNotParseAndGoesOn() {
        ProviderManager.addIQProvider("broken", "urn:test:broken", new Broken());
        try {
            var error =
                    focus.ask(new Request("broken", "urn:test:broken"), "jvb1").getError();
            assertThat(error.getCondition()).isEqualTo(Condition.bad_request);
            assertThat(focus.ask(new Ping(), "jvb1").getType()).isEqualTo(IQ.Type.result);
            assertThat(clients.statuses().getFirst().disconnects()).isZero();
        } finally {
            ProviderManager.removeIQProvider("broken", "urn:test:broken");
        }
    }

    private String resourceSuffix() {
        var own = Entry.resource(server().verified());
        return own.substring(own.lastIndexOf('-') + 1);
    }

    private static final class Request extends SimpleIQ {
        Request(String element, String namespace) {
            super(element, namespace);
            setType(IQ.Type.get);
        }
    }

    private static final class Broken extends IqProvider<UnparsedIQ> {
        @Override
        public UnparsedIQ parse(XmlPullParser parser, int depth, IqData data, XmlEnvironment environment) {
            throw new NullPointerException("a provider that trusts its input");
        }
    }
}
