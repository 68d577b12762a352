/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;

/** Whatever is in a well-formed stanza, the next one on the stream is read. */
class StanzaReaderProperties {
    private static final String LAST = "<presence from='last@muc.test/x'/>";

    private final List<IQ> answers = new ArrayList<>();

    @BeforeContainer
    static void initialize() {
        SmackSetup.initialize();
    }

    @Property(tries = 300)
    void goesOnAfterAnyStanza(@ForAll("stanzas") String stanza) throws Exception {
        var read = read(stanza + LAST);
        assertThat((Object) read.getLast().getFrom()).hasToString("last@muc.test/x");
    }

    @Example
    void rejectsARequestWithoutContent() throws Exception {
        read("<iq type='get' id='i1' from='room@muc.test/focus'/>" + LAST);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.getError().getCondition()).isEqualTo(Condition.bad_request);
            assertThat(answer.getStanzaId()).isEqualTo("i1");
            assertThat((Object) answer.getTo()).hasToString("room@muc.test/focus");
        });
    }

    @Example
    void survivesDeepNesting() throws Exception {
        var deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        var read = read("<iq type='set' id='i1'><q xmlns='urn:x'>" + deep + "</q></iq>" + LAST);
        assertThat((Object) read.getLast().getFrom()).hasToString("last@muc.test/x");
    }

    @Example
    void doesNotAnswerAnswers() throws Exception {
        read("<iq type='result' id='i1' from='@@@'/>" + LAST);
        assertThat(answers).isEmpty();
    }

    private List<Stanza> read(String xml) throws Exception {
        answers.clear();
        var parser = SmackXmlParser.newXmlParser(new StringReader("<s xmlns='jabber:client'>" + xml + "</s>"));
        var reader = new StanzaReader(answers::add);
        var stanzas = new ArrayList<Stanza>();
        parser.next();
        while (parser.next() != XmlPullParser.Event.END_DOCUMENT) {
            if (parser.getEventType() == XmlPullParser.Event.START_ELEMENT) {
                reader.read(parser).ifPresent(stanzas::add);
            }
        }
        return stanzas;
    }

    @Provide
    Arbitrary<String> stanzas() {
        var names = Arbitraries.of("iq", "presence", "message");
        var attributes = Arbitraries.of("type", "id", "from", "to", "xml:lang");
        var values = Arbitraries.of(
                "get", "set", "result", "error", "", "a@b/c", "@", "a@b@c", "i1", "unavailable", "groupchat", "\u0301");
        var elements = Arbitraries.of(
                "<error/>",
                "<error type='nonsense'><x xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
                "<query xmlns='http://jabber.org/protocol/disco#info'><identity/><feature/></query>",
                "<query xmlns='jabber:iq:version'/>",
                "<ping xmlns='urn:xmpp:ping'/>",
                "<x xmlns='http://jabber.org/protocol/muc#user'><status code='x'/><item jid='@'/></x>",
                "<x xmlns='jabber:x:data' type='nonsense'><field/></x>",
                "<priority>many</priority>",
                "<show>never</show>",
                "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>@</jid></bind>",
                "text &amp; more");
        return names.flatMap(name -> Combinators.combine(
                        Arbitraries.maps(attributes, values).ofMaxSize(4),
                        elements.list().ofMaxSize(3))
                .as((attribute, children) -> {
                    var xml = new StringBuilder("<" + name);
                    attribute.forEach((key, value) -> xml.append(" " + key + "='" + value + "'"));
                    return xml.append(">")
                            .append(String.join("", children))
                            .append("</" + name + ">")
                            .toString();
                }));
    }
}
