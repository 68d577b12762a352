/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/**
 * One client's WebSocket, seen from the server that holds it: {@link #opened} once, then any number of {@link #received}, then
 * {@link #closed} once. Never blocks the caller.
 */
public interface WebSocketSession {
    void opened(WebSocketOutlet outlet);

    void received(String text);

    /** An error on the connection, which will be closed. */
    void failed();

    /**
     * It is closed, by whomever.
     *
     * @param status of the close frame; 1006 if there was none, 1005 if it had none
     */
    void closed(int status);
}
