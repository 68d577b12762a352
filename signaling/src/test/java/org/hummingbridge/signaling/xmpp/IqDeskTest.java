/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IqDeskTest {
    private static final XmppIdentity IDENTITY = new XmppIdentity("JVB", "2.3.1", "", List.of("urn:test", "urn:test"));

    private final List<IQ> sent = new ArrayList<>();

    @BeforeAll
    static void initialize() {
        SmackSetup.initialize();
    }

    @Test
    void addressesTheAnswerToWhoAsked() throws Exception {
        receive(order("set"), true, (request, reply) -> reply.accept(IQ.createResultIQ(request)));

        assertThat(sent).singleElement().satisfies(answer -> {
            assertThat(answer.getType()).isEqualTo(IQ.Type.result);
            assertThat(answer.getStanzaId()).isEqualTo("id1");
            assertThat((Object) answer.getTo()).hasToString("room@muc.test/focus");
            assertThat((Object) answer.getFrom()).hasToString("jvb@auth.test/r");
        });
    }

    @Test
    void sendsTheFirstAnswerOnly() throws Exception {
        receive(order("get"), true, (request, reply) -> {
            reply.accept(IQ.createResultIQ(request));
            reply.accept(IQ.createErrorResponse(request, Condition.bad_request));
        });
        assertThat(sent).singleElement().extracting(IQ::getType).isEqualTo(IQ.Type.result);
    }

    @Test
    void answersForAHandlerThatThrows() throws Exception {
        receive(order("get"), true, (_, _) -> {
            throw new IllegalStateException("for a test");
        });
        assertThat(sent).singleElement().extracting(IqDeskTest::condition).isEqualTo(Condition.internal_server_error);
    }

    @Test
    void answersForAHandlerThatEndsInAnError() throws Exception {
        receive(order("get"), true, (_, _) -> {
            throw new StackOverflowError("for a test");
        });
        assertThat(sent).singleElement().extracting(IqDeskTest::condition).isEqualTo(Condition.internal_server_error);
    }

    @Test
    void letsOnlySomeGiveOrders() throws Exception {
        receive(order("get"), false, (_, _) -> {
            throw new AssertionError("not to be asked");
        });
        assertThat(sent).singleElement().extracting(IqDeskTest::condition).isEqualTo(Condition.forbidden);
    }

    @Test
    void rejectsWhatTheApplicationDoesNotKnow() throws Exception {
        receive(order("get").replace("urn:orders", "urn:unknown"), true, (_, _) -> {
            throw new AssertionError("not to be asked");
        });
        assertThat(sent).singleElement().extracting(IqDeskTest::condition).isEqualTo(Condition.feature_not_implemented);
    }

    @Test
    void keepsErrorsWellFormedIfNobodyKnowsTheRequest() throws Exception {
        receive(
                order("get"),
                true,
                (request, reply) -> reply.accept(IQ.createErrorResponse(
                        request,
                        StanzaError.getBuilder(Condition.conflict)
                                .setDescriptiveEnText("<&>")
                                .build())));

        var again = (IQ) PacketParserUtils.parseStanza(sent.getFirst().toXML().toString());
        assertThat(condition(again)).isEqualTo(Condition.conflict);
        assertThat(again.getError().getDescriptiveText()).isEqualTo("<&>");
    }

    @Test
    void listsEveryFeatureOnce() throws Exception {
        receive(
                "<iq xmlns='jabber:client' type='get' id='id1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
                false,
                (_, _) -> {});
        var info = (DiscoverInfo) sent.getFirst();
        assertThat(info.getFeatures())
                .extracting(DiscoverInfo.Feature::getVar)
                .containsExactlyInAnyOrder(
                        "http://jabber.org/protocol/disco#info", "jabber:iq:version", "urn:xmpp:ping", "urn:test");
    }

    @Test
    void keepsSilentAboutARequestWithoutId() throws Exception {
        receive(
                order("get").replace("id='id1'", ""),
                true,
                (request, reply) -> reply.accept(IQ.createResultIQ(request)));
        assertThat(sent).isEmpty();
    }

    private void receive(String xml, boolean mayOrder, BiConsumer<IQ, Consumer<IQ>> handling) throws Exception {
        IQ request = (IQ) PacketParserUtils.parseStanza(xml);
        new IqDesk(IDENTITY, new Orders(handling)).receive(request, _ -> mayOrder, sent::add);
    }

    private static String order(String type) {
        return "<iq xmlns='jabber:client' type='" + type + "' id='id1' from='room@muc.test/focus' to='jvb@auth.test/r'>"
                + "<order xmlns='urn:orders'><detail/></order></iq>";
    }

    private static Condition condition(IQ answer) {
        return answer.getError().getCondition();
    }

    private record Orders(BiConsumer<IQ, Consumer<IQ>> handling) implements IqHandler {
        @Override
        public boolean handles(String element, String namespace) {
            return namespace.equals("urn:orders");
        }

        @Override
        public void onIq(IQ request, Consumer<IQ> reply) {
            handling.accept(request, reply);
        }
    }
}
