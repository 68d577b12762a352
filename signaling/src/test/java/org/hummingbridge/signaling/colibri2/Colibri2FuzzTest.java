/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.signaling.colibri2.Colibri2Error.Condition;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParser.Event;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * Any requests of a focus, one after the other: elements as they come in stanzas, or a body of JSON. Each is carried out or refused,
 * none fails within the bridge, and every answer can be written.
 */
public class Colibri2FuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 8192;
    private static final IQ REQUEST = Stanzas.conferenceModify("meeting-id='m'", "");

    private final ConferenceModifyHandler handler = new ConferenceModifyHandler(
            new FakeBridge(),
            new Colibri2Settings(true),
            (conference, endpoint) -> List.of("wss://example.org/colibri-ws/jvb1/x/" + endpoint + "?pwd=secret"),
            Runnable::run);

    public Colibri2FuzzTest() {
        super("colibri2", MAX_BYTES, Colibri2FuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        final Colibri2FuzzTest test = new Colibri2FuzzTest();
        if (bytes.length > 0 && bytes[0] == '{') {
            test.answer(ConferenceModifyJson.read(bytes, "m"));
        } else {
            test.readings(new String(bytes, StandardCharsets.UTF_8)).forEach(test::answer);
        }
    }

    /** What is not XML ends the stream, and with it what comes behind. */
    private List<Reading> readings(final String elements) {
        final List<Reading> readings = new ArrayList<>();
        try {
            final XmlPullParser parser = PacketParserUtils.getParserFor(new StringReader("<x>" + elements + "</x>"));
            while (parser.next() != Event.END_DOCUMENT) {
                if (parser.getEventType() == Event.START_ELEMENT) {
                    readings.add(reading(parser));
                }
            }
        } catch (XmlPullParserException | IOException e) {
            return readings;
        }
        return readings;
    }

    private static Reading reading(final XmlPullParser parser) throws XmlPullParserException, IOException {
        try {
            final ConferenceModifyIq iq = new ConferenceModifyIq(XmlElementReader.read(parser));
            iq.toXML(XmlEnvironment.EMPTY).toString();
            return iq.reading();
        } catch (RejectedRequest e) {
            return new Reading.Refusal(e.error());
        }
    }

    private void answer(final Reading reading) {
        final Colibri2Answer answer = switch (reading) {
            case Reading.Request(ConferenceModify request) ->
                handler.submit(request).join();
            case Reading.Refusal(Colibri2Error error) -> error;
        };
        if (answer instanceof Colibri2Error error && error.condition() == Condition.INTERNAL_SERVER_ERROR) {
            throw new AssertionError("a request broke the bridge: " + error);
        }
        AnswerJson.of(answer).toString();
        Stanzas.element(AnswerXml.of(answer, REQUEST));
    }
}
