/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.io.IOException;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IqProvider;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * Reads conference-modify off a stream. A request that is none becomes one that is refused: Smack drops stanzas whose provider
 * throws, and a focus without an answer gives the bridge up after its timeout.
 */
final class ConferenceModifyProvider extends IqProvider<ConferenceModifyIq> {
    @Override
    public ConferenceModifyIq parse(
            final XmlPullParser parser,
            final int initialDepth,
            final IqData iqData,
            final XmlEnvironment xmlEnvironment)
            throws XmlPullParserException, IOException {
        try {
            return new ConferenceModifyIq(XmlElementReader.read(parser));
        } catch (RejectedRequest e) {
            return new ConferenceModifyIq(e);
        }
    }
}
