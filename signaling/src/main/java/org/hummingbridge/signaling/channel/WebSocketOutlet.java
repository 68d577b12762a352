/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/** The way to one client over its WebSocket. Any thread calls; never blocks, and never throws when the client has gone. */
public interface WebSocketOutlet {
    void send(String text);

    /** Says goodbye with a status of RFC 6455 §7.4.1. */
    void close(int status, String reason);
}
