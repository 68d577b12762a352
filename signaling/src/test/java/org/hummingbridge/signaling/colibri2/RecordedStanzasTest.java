/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jivesoftware.smack.packet.IQ;
import org.junit.jupiter.api.Test;

/** What Jicofo asked a jitsi-videobridge, recorded, is answered here with the same elements, attributes and values. */
class RecordedStanzasTest {
    private static final Map<String, Pattern> MADE_UP = Map.of(
            "ufrag", Pattern.compile("[A-Za-z0-9+/]{4,256}"),
            "pwd", Pattern.compile("[!-~]{22,256}"),
            "ip", Pattern.compile("[0-9a-f.:]+"),
            "port", Pattern.compile("[0-9]+"),
            "ssrc", Pattern.compile("[0-9]+"),
            "url", Pattern.compile("wss?://[^ ]+"));

    private static final Pattern CANDIDATE_ID = Pattern.compile("[0-9a-f]+");
    private static final Pattern FINGERPRINT = Pattern.compile("([0-9A-F]{2}:){31}[0-9A-F]{2}");

    private final FakeBridge bridge = new FakeBridge();
    private final Colibri2Xmpp colibri = new Colibri2Xmpp(new ConferenceModifyHandler(
            bridge,
            new Colibri2Settings(true),
            (conference, endpoint) -> List.of("wss://example.org/colibri-ws/jvb1/x/" + endpoint + "?pwd=secret"),
            Runnable::run));

    @Test
    void twoConferencesOfAScriptedFocus() {
        replay(
                "scripted",
                List.of(
                        "iq-02-conference-modify-create-capability-sources",
                        "iq-03-conference-modify-capability-sources",
                        "iq-04-conference-modify-expire",
                        "iq-05-conference-modify-expire",
                        "iq-06-conference-modify-create-capability-sources",
                        "iq-07-conference-modify-capability-sources",
                        "iq-08-conference-modify-sources-candidate",
                        "iq-09-conference-modify-sources-candidate",
                        "iq-10-conference-modify-candidate",
                        "iq-11-conference-modify-candidate",
                        "iq-12-conference-modify-sources",
                        "iq-13-conference-modify-sources",
                        "iq-14-conference-modify-expire",
                        "iq-15-conference-modify-expire"));

        assertThat(bridge.conferences).isEmpty();
    }

    @Test
    void aConferenceOfThreeBrowsers() {
        replay(
                "chromium",
                List.of(
                        "iq-01-conference-modify-create-capability-sources",
                        "iq-02-conference-modify-capability-sources",
                        "iq-03-conference-modify-capability-sources",
                        "iq-04-conference-modify-sources",
                        "iq-05-conference-modify-sources",
                        "iq-06-conference-modify-sources",
                        "iq-08-conference-modify-expire",
                        "iq-09-conference-modify-expire",
                        "iq-10-conference-modify-expire"));

        assertThat(bridge.conferences).isEmpty();
    }

    @Test
    void relaysAreRefusedAndEverythingElseOfSuchAConferenceIsAnswered() {
        replay("octo", List.of("iq-02-conference-modify-create-capability-sources"));
        refuse("octo", "iq-03-conference-modify-relay-endpoints-capability-sources");
        replay("octo", List.of("iq-04-conference-modify-capability-sources", "iq-05-conference-modify-sources"));
        refuse("octo", "iq-06-conference-modify-relay-endpoints-sources");
        replay("octo", List.of("iq-07-conference-modify-sources"));
        refuse("octo", "iq-08-conference-modify-relay-candidate");
        replay("octo", List.of("iq-09-conference-modify-expire", "iq-10-conference-modify-expire"));
    }

    @Test
    void theOtherBridgeOfSuchAConferenceRefusesThemToo() {
        replay("octo-bridge2", List.of("iq-02-conference-modify-create-capability-sources"));
        refuse("octo-bridge2", "iq-03-conference-modify-relay-endpoints-capability-sources");
        refuse("octo-bridge2", "iq-05-conference-modify-relay-endpoints-sources");
        refuse("octo-bridge2", "iq-07-conference-modify-relay-candidate");
        refuse("octo-bridge2", "iq-09-conference-modify-expire-relay-endpoints");
        replay("octo-bridge2", List.of("iq-06-conference-modify-sources", "iq-10-conference-modify-expire-relay"));
    }

    private void replay(final String recording, final List<String> names) {
        for (final String name : names) {
            final String document = Stanzas.resource("/xmpp/" + recording + "/" + name + ".xml");
            final IQ answer = colibri.answer(Stanzas.read(document).getFirst()).join();
            assertSame(name, Stanzas.elements(document).getLast(), Stanzas.element(answer));
        }
    }

    private void refuse(final String recording, final String name) {
        final String document = Stanzas.resource("/xmpp/" + recording + "/" + name + ".xml");
        final IQ answer = colibri.answer(Stanzas.read(document).getFirst()).join();
        assertThat(answer.getError().getCondition().toString()).as(name).isEqualTo("feature-not-implemented");
    }

    private static void assertSame(final String where, final XmlElement recorded, final XmlElement ours) {
        final String here = where + "/" + recorded.name();
        assertThat(ours.name()).as(here).isEqualTo(recorded.name());
        assertThat(ours.namespace()).as(here).isEqualTo(recorded.namespace());
        final Set<String> names = new HashSet<>(recorded.attributes().keySet());
        if (recorded.name().equals("iq")) {
            // The server fills it in where it is missing, as it was in the recording.
            names.add("from");
        }
        assertThat(ours.attributes()).as(here).containsOnlyKeys(names);
        recorded.attributes().forEach((name, value) -> {
            final Pattern pattern =
                    recorded.name().equals("candidate") && name.equals("id") ? CANDIDATE_ID : MADE_UP.get(name);
            if (pattern == null || recorded.name().equals("sctp")) {
                assertThat(ours.attribute(name)).as(here + "@" + name).isEqualTo(value);
            } else {
                assertThat(ours.attribute(name)).as(here + "@" + name).matches(pattern);
            }
        });
        if (recorded.name().equals("fingerprint")) {
            assertThat(ours.text()).as(here).matches(FINGERPRINT);
        }
        assertThat(ours.children().stream().map(XmlElement::name))
                .as(here)
                .containsExactlyElementsOf(
                        recorded.children().stream().map(XmlElement::name).toList());
        for (int i = 0; i < recorded.children().size(); i++) {
            assertSame(here, recorded.children().get(i), ours.children().get(i));
        }
    }
}
