/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.util.StringUtils;

/** Whatever well-formed XML a focus sends as a request is answered, and what comes behind it is read. */
class AnyXmlProperties {
    private static final List<String> NAMES = List.of(
            "conference-modify",
            "endpoint",
            "relay",
            "endpoints",
            "connects",
            "connect",
            "transport",
            "sctp",
            "media",
            "sources",
            "media-source",
            "capability",
            "force-mute",
            "initial-last-n",
            "payload-type",
            "parameter",
            "rtcp-fb",
            "rtp-hdrext",
            "extmap-allow-mixed",
            "source",
            "ssrc-group",
            "candidate",
            "fingerprint",
            "web-socket",
            "unheard-of");

    private static final List<String> NAMESPACES = List.of(
            "jitsi:colibri2",
            "urn:xmpp:jingle:apps:rtp:1",
            "urn:xmpp:jingle:apps:rtp:rtcp-fb:0",
            "urn:xmpp:jingle:apps:rtp:rtp-hdrext:0",
            "urn:xmpp:jingle:apps:rtp:ssma:0",
            "urn:xmpp:jingle:transports:ice-udp:1",
            "urn:xmpp:jingle:apps:dtls:0",
            "urn:unheard-of");

    private static final List<String> ATTRIBUTES = List.of(
            "meeting-id",
            "name",
            "create",
            "expire",
            "id",
            "stats-id",
            "muc-role",
            "type",
            "ssrc",
            "semantics",
            "value",
            "audio",
            "video",
            "clockrate",
            "channels",
            "uri",
            "subtype",
            "ufrag",
            "pwd",
            "ice-generation",
            "ice-restart",
            "ice-controlling",
            "hash",
            "setup",
            "role",
            "port",
            "ip",
            "priority",
            "component",
            "foundation",
            "protocol");

    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "0",
            "1",
            "-1",
            "4294967296",
            "audio",
            "video",
            "FID",
            "SIM",
            "host",
            "udp",
            "a",
            "sha-256",
            "192.0.2.1",
            "active");

    private static final int MAX_DEPTH = 5;

    private static final String NEXT = "<iq type='get' id='2'><conference-modify xmlns='jitsi:colibri2'/></iq>";

    @Property(tries = 500)
    void anyElementsAreAnsweredAndLeaveTheStreamReadable(@ForAll("elements") final String content) {
        assertAnswered("<conference-modify xmlns='jitsi:colibri2' meeting-id='m' create='true'>" + content
                + "</conference-modify>");
    }

    @Property(tries = 200)
    void anyAttributesAreAnswered(@ForAll("attributes") final String attributes) {
        assertAnswered("<conference-modify xmlns='jitsi:colibri2'" + attributes + "/>");
    }

    private static void assertAnswered(final String request) {
        final FakeBridge bridge = new FakeBridge();
        final Colibri2Xmpp colibri = new Colibri2Xmpp(
                new ConferenceModifyHandler(bridge, new Colibri2Settings(true), ChannelAddresses.NONE, Runnable::run));

        final List<IQ> read = Stanzas.read("<iq type='get' id='1'>" + request + "</iq>" + NEXT);

        final IQ answer = colibri.answer(read.getFirst()).join();
        assertThat(answer.getType()).isIn(IQ.Type.result, IQ.Type.error);
        assertThat(bridge.conferences).hasSize(answer.getType() == IQ.Type.result ? 1 : 0);
        assertThat(Stanzas.element(answer).attribute("id")).isEqualTo("1");
        assertThat(read.getLast().getStanzaId()).isEqualTo("2");
    }

    /** Written by hand: nested arbitraries of jqwik grow without bound here. */
    @Provide
    Arbitrary<String> elements() {
        return Arbitraries.randomValue(random -> content(random, MAX_DEPTH));
    }

    @Provide
    Arbitrary<String> attributes() {
        return Arbitraries.randomValue(AnyXmlProperties::someAttributes);
    }

    private static String content(final Random random, final int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return value(random);
        }
        final StringBuilder content = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            final String name = one(NAMES, random);
            content.append('<')
                    .append(name)
                    .append(" xmlns='")
                    .append(one(NAMESPACES, random))
                    .append('\'');
            content.append(someAttributes(random)).append('>').append(content(random, depth - 1));
            content.append("</").append(name).append('>');
        }
        return content.toString();
    }

    private static String someAttributes(final Random random) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        for (int left = random.nextInt(7); left > 0; left--) {
            attributes.put(one(ATTRIBUTES, random), value(random));
        }
        return print(attributes);
    }

    private static String value(final Random random) {
        if (random.nextBoolean()) {
            return one(VALUES, random);
        }
        final String any = random.ints(random.nextInt(30), 0x20, 0xd800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return StringUtils.escapeForXml(any).toString();
    }

    private static String one(final List<String> of, final Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String print(final Map<String, String> attributes) {
        final StringBuilder printed = new StringBuilder();
        attributes.forEach((name, value) ->
                printed.append(' ').append(name).append("='").append(value).append('\''));
        return printed.toString();
    }
}
