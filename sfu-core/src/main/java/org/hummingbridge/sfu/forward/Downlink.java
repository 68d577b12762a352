/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/**
 * What all streams to one receiver share: the transport-wide sequence number, the round trip, the budget for retransmissions. One
 * per receiving endpoint; used on its loop only.
 */
public final class Downlink {
    private final RoundTripTime roundTripTime = new RoundTripTime();
    private final RetransmissionBudget budget = new RetransmissionBudget();
    private final HeaderRewriter headers;
    private int lastTransportSequence = -1;

    public Downlink() {
        this(new HeaderRewriter());
    }

    /** @param headers may serve any number of receivers, as long as all of them are on one loop */
    public Downlink(final HeaderRewriter headers) {
        this.headers = headers;
    }

    public RoundTripTime roundTripTime() {
        return roundTripTime;
    }

    /** The transport-wide sequence number of the packet written last, 0..65535; -1 if none was. */
    public int lastTransportSequence() {
        return lastTransportSequence;
    }

    int nextTransportSequence() {
        lastTransportSequence = (lastTransportSequence + 1) & 0xffff;
        return lastTransportSequence;
    }

    HeaderRewriter headers() {
        return headers;
    }

    RetransmissionBudget budget() {
        return budget;
    }
}
