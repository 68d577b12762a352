/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.concurrent.CompletableFuture;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.provider.ProviderManager;

/**
 * Colibri2 over XMPP: what each conference-modify is answered. Knows no connection, checks no sender and never waits in the
 * caller's thread.
 */
public final class Colibri2Xmpp {
    public static final String ELEMENT = ConferenceModifyXml.ELEMENT;
    public static final String NAMESPACE = ConferenceModifyXml.NAMESPACE;

    private final ConferenceModifyHandler handler;

    public Colibri2Xmpp(final ConferenceModifyHandler handler) {
        this.handler = handler;
    }

    /** Lets Smack read requests by our own reader; whoever registers another one later takes them away from us. */
    public static void register() {
        ProviderManager.addIQProvider(ELEMENT, NAMESPACE, new ConferenceModifyProvider());
    }

    /**
     * The result or error, which always comes and is never an exception. Requests of one meeting are carried out in the order
     * of these calls.
     */
    public CompletableFuture<IQ> answer(final IQ request) {
        final Reading reading = request instanceof ConferenceModifyIq read
                ? read.reading()
                : new Reading.Refusal(Colibri2Error.badRequest("Not a conference-modify"));
        return switch (reading) {
            case Reading.Request(ConferenceModify modify) ->
                handler.submit(modify).thenApply(answer -> AnswerXml.of(answer, request));
            case Reading.Refusal(Colibri2Error error) ->
                CompletableFuture.completedFuture(AnswerXml.of(error, request));
        };
    }
}
