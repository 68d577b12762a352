/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.regex.Pattern;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * Prints stanzas for the log. Passwords are never printed.
 *
 * @param addresses whether candidates' addresses are left out
 * @param httpHeaders whether the values of exporters' HTTP headers are left out
 */
public record Redaction(boolean addresses, boolean httpHeaders) {
    /** Smack and this bridge print attributes in single quotes and escape those within. */
    private static final Pattern PASSWORD = Pattern.compile("( pwd='|[?&;]pwd=)[^'&]*");

    private static final Pattern ADDRESS = Pattern.compile(" (ip|rel-addr)='[^']*'");
    private static final Pattern HTTP_HEADER = Pattern.compile("(<http-header[^>]*? value=)'[^']*'");

    String apply(final IQ stanza) {
        String xml = stanza.toXML(XmlEnvironment.EMPTY).toString();
        xml = PASSWORD.matcher(xml).replaceAll("$1(secret)");
        if (addresses) {
            xml = ADDRESS.matcher(xml).replaceAll(" $1='(redacted)'");
        }
        if (httpHeaders) {
            xml = HTTP_HEADER.matcher(xml).replaceAll("$1'(redacted)'");
        }
        return xml;
    }
}
