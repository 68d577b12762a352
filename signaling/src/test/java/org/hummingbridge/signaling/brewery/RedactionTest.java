/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.packet.IQ;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String CONTENT = "<transport xmlns='urn:x' ufrag='abcd' pwd='hush hush'>"
            + "<candidate ip='192.0.2.1' rel-addr='192.0.2.2' port='9'/>"
            + "<web-socket url='wss://example.org/colibri-ws/x/y/z?pwd=hush'/>"
            + "<http-header name='Authorization' value='Bearer hush'/></transport>";

    @Test
    void passwordsAreNeverPrinted() {
        assertThat(new Redaction(false, true).apply(stanza()))
                .doesNotContain("hush")
                .contains("ufrag='abcd'", "192.0.2.1", "192.0.2.2", "wss://example.org/colibri-ws/x/y/z?pwd=");
    }

    @Test
    void addressesAreLeftOutIfWanted() {
        assertThat(new Redaction(true, true).apply(stanza()))
                .doesNotContain("192.0.2")
                .contains("port='9'");
    }

    @Test
    void headersArePrintedIfWanted() {
        assertThat(new Redaction(true, false).apply(stanza())).contains("Bearer hush");
    }

    private static IQ stanza() {
        return new IQ("x", "urn:x") {
            @Override
            protected IQChildElementXmlStringBuilder getIQChildElementBuilder(
                    final IQChildElementXmlStringBuilder xml) {
                xml.rightAngleBracket();
                xml.append(CONTENT);
                return xml;
            }
        };
    }
}
