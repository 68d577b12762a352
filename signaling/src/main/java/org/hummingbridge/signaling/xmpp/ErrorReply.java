/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;

/**
 * Errors in answer to requests. Never repeats the request, as Smack's own do: what Smack had no provider for it would print
 * without closing its tag, which is the end of the stream, and what the other side cannot read would hide the error from it.
 */
public final class ErrorReply {
    /** Characters of a text for people; what they quote may be as long as a stanza. */
    private static final int MAX_TEXT = 1_000;

    private static final int REPLACEMENT = 0xfffd;

    private ErrorReply() {}

    /**
     * An error with nothing but its condition.
     *
     * @param text for people, in English
     */
    public static IQ to(final IQ request, final StanzaError.Condition condition, final String text) {
        return to(request, condition, text, List.of());
    }

    /**
     * An error that says more to programs.
     *
     * @param text for people, in English
     * @param payload application-specific conditions (RFC 6120 §8.3.4)
     */
    public static IQ to(
            final IQ request,
            final StanzaError.Condition condition,
            final String text,
            final List<ExtensionElement> payload) {
        final StanzaError error = StanzaError.getBuilder(condition)
                .setDescriptiveEnText(printable(text))
                .setExtensions(payload)
                .build();
        final IqData addressed = StanzaBuilder.buildIqData(request.getStanzaId())
                .ofType(IQ.Type.error)
                .to(request.getFrom())
                .from(request.getTo());
        return ErrorIQ.builder(error, addressed).build();
    }

    /** Texts quote what was sent to us; a character that XML 1.0 (§2.2) has no place for would end the stream. */
    static String printable(final String text) {
        return text.codePoints()
                .limit(MAX_TEXT)
                .map(c -> isXml(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(final int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || (c >= 0x10000 && c <= 0x10ffff);
    }
}
