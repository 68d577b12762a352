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
                .setDescriptiveEnText(text)
                .setExtensions(payload)
                .build();
        final IqData addressed = StanzaBuilder.buildIqData(request.getStanzaId())
                .ofType(IQ.Type.error)
                .to(request.getFrom())
                .from(request.getTo());
        return ErrorIQ.builder(error, addressed).build();
    }
}
