/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.jivesoftware.smack.packet.IQ;
import org.jspecify.annotations.Nullable;

/** A conference-modify as it came over XMPP, already read or refused. Never an exception on its way in. */
final class ConferenceModifyIq extends IQ {
    private final @Nullable XmlElement element;
    private final Reading reading;

    ConferenceModifyIq(final XmlElement element) {
        super(ConferenceModifyXml.ELEMENT, ConferenceModifyXml.NAMESPACE);
        this.element = element;
        this.reading = ConferenceModifyXml.read(element);
    }

    ConferenceModifyIq(final RejectedRequest rejected) {
        super(ConferenceModifyXml.ELEMENT, ConferenceModifyXml.NAMESPACE);
        this.element = null;
        this.reading = new Reading.Refusal(rejected.error());
    }

    Reading reading() {
        return reading;
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(final IQChildElementXmlStringBuilder xml) {
        if (element == null) {
            xml.setEmptyElement();
        } else {
            element.writeContent(xml);
        }
        return xml;
    }
}
