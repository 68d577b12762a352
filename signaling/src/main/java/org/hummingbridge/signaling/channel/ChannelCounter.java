/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/** What is counted of all bridge channels together; each only grows. */
public enum ChannelCounter {
    DATA_CHANNEL_MESSAGES_RECEIVED("messages received on data channels"),
    DATA_CHANNEL_MESSAGES_SENT("messages sent on data channels"),
    WEB_SOCKET_MESSAGES_RECEIVED("messages received on WebSockets"),
    WEB_SOCKET_MESSAGES_SENT("messages sent on WebSockets"),
    WEB_SOCKETS_CLOSED_NORMALLY("WebSockets closed with status 1000, 1001 or none"),
    WEB_SOCKETS_CLOSED_ABNORMALLY("WebSockets closed in any other way"),
    WEB_SOCKET_ERRORS("errors of WebSockets that were open"),
    ENDPOINTS_WITHOUT_CHANNEL("endpoints that had no channel long after their media was connected"),
    FAILED_TASKS("messages or events whose handling failed");

    private final String label;

    ChannelCounter(final String label) {
        this.label = label;
    }

    /** What it counts, for people. */
    public String label() {
        return label;
    }
}
