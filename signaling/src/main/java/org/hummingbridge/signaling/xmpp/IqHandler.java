/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.function.Consumer;
import org.jivesoftware.smack.packet.IQ;

/**
 * Answers the requests of those who may give orders: occupants of an entry's rooms, or a component's allowed JIDs.
 *
 * Never sees a request of anybody else, nor one for which {@link #handles} said no.
 */
public interface IqHandler {
    /** Whether requests with this child element come here; both get and set do. */
    boolean handles(String element, String namespace);

    /**
     * Called in stream order, one request of a stream at a time; returns at once, since everything behind it waits.
     *
     * @param request get or set; a class of Smack's or of a registered provider
     * @param reply takes the result or error, from any thread, at once or later; only the first one is sent, and none after
     *     the stream has gone. Addresses and id are set from the request.
     */
    void onIq(IQ request, Consumer<IQ> reply);
}
