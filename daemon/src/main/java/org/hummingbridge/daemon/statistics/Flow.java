/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

/**
 * What flowed between two samples. Media is SRTP and SRTCP as the network sees it, without IP and UDP headers.
 *
 * @param incomingLoss of what participants sent, 0 to 1, before repair
 * @param outgoingLoss of what we sent, 0 to 1, as participants report it: of each the worst of its sources
 * @param loss both ways together
 */
public record Flow(
        long incomingBitrateBps,
        long outgoingBitrateBps,
        long incomingPacketsPerSecond,
        long outgoingPacketsPerSecond,
        double incomingLoss,
        double outgoingLoss,
        double loss) {
    static final Flow NONE = new Flow(0, 0, 0, 0, 0, 0, 0);
}
