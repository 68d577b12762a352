/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/** One way to one endpoint, in both directions. */
interface ChannelTransport {
    void send(ChannelText message);

    /** The endpoint is gone. */
    void end();
}
