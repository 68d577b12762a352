/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** What one endpoint sent and was sent: SRTP and SRTCP datagrams and their bytes. */
final class Traffic {
    private long packetsReceived;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;

    void received(final int bytes) {
        packetsReceived++;
        bytesReceived += bytes;
    }

    void sent(final int bytes) {
        packetsSent++;
        bytesSent += bytes;
    }

    long packetsReceived() {
        return packetsReceived;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long packetsSent() {
        return packetsSent;
    }

    long bytesSent() {
        return bytesSent;
    }
}
