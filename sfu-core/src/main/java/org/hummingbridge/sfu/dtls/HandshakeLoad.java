/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/**
 * How many handshakes there are and how they wait.
 *
 * @param running that have begun and not ended
 * @param computing that have a processor's time now; the others wait for their peer or for a turn
 * @param waiting that wait for a turn
 * @param waited times since the start that one had to wait for a turn
 * @param deferred times since the start that one could not begin because too many were running; tried again until it times out
 */
public record HandshakeLoad(int running, int computing, int waiting, long waited, long deferred) {
    public static final HandshakeLoad NONE = new HandshakeLoad(0, 0, 0, 0, 0);
}
