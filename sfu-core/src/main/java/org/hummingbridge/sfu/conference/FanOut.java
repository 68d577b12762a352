/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.spread.SpreadPolicy;

/**
 * Brings a conference's packets to its receivers, batch by batch and receiver by receiver, by way of other loops where those send
 * for this one. Never looks at packets one by one across receivers.
 */
final class FanOut {
    private final Loop loop;
    private final ForwardBatch batch = new ForwardBatch();

    /** Whether another loop sends to some of the receivers. */
    private boolean spread;

    FanOut(final Loop loop) {
        this.loop = loop;
    }

    /** Where the descriptor of the next packet to {@link #add} is to be read to. */
    VideoPacket nextMark(final Endpoint[] roster, final long now) {
        makeRoom(roster, now);
        return batch.nextMark();
    }

    /** Takes over the caller's reference. */
    void add(
            final Incoming origin,
            final PacketBuffer packet,
            final Audience audience,
            final Endpoint[] roster,
            final long now) {
        makeRoom(roster, now);
        batch.add(origin, packet, audience);
    }

    private void makeRoom(final Endpoint[] roster, final long now) {
        if (batch.isFull()) {
            send(roster, now);
        }
    }

    /** Sends what was gathered. */
    void send(final Endpoint[] roster, final long now) {
        if (batch.size() == 0) {
            return;
        }
        if (spread) {
            // First what others finish, so that they work at the same time as this loop.
            send(roster, true, now);
            loop.handOver();
        }
        send(roster, false, now);
        batch.release();
    }

    private void send(final Endpoint[] roster, final boolean toSpread, final long now) {
        for (final Endpoint endpoint : roster) {
            if (!spread || endpoint.receiver().isSpread() == toSpread) {
                endpoint.receiver().sendBatch(batch, now);
            }
        }
    }

    /** Lets go of what was gathered. */
    void release() {
        batch.release();
    }

    /** What the receivers cost this loop since this was called last. */
    static SpreadPolicy.Share takeShare(final Endpoint[] roster) {
        int receivers = 0;
        long packets = 0;
        long elsewhere = 0;
        for (final Endpoint endpoint : roster) {
            final long sent = endpoint.receiver().takePackets();
            if (endpoint.receiver().isSpread()) {
                elsewhere += sent;
            } else {
                receivers++;
                packets += sent;
            }
        }
        return new SpreadPolicy.Share(receivers, packets, elsewhere);
    }

    /** Has another loop send to some more receivers, who were sent about so many packets lately. */
    void spread(final Endpoint[] roster, final SealingLane lane, final long packets, final int most) {
        long moved = 0;
        int receivers = 0;
        for (final Endpoint endpoint : roster) {
            final Receiver receiver = endpoint.receiver();
            if (moved < packets && receivers < most && receiver.recentPackets() > 0 && !receiver.isSpread()) {
                receiver.spread(lane);
                moved += receiver.recentPackets();
                receivers++;
            }
        }
        spread |= receivers > 0;
    }

    /** Sends to that part of the receivers again whom another loop sends to, by what they were sent lately; while the lane is idle. */
    static void takeBack(final Endpoint[] roster, final SealingLane lane, final double part) {
        long all = 0;
        for (final Endpoint endpoint : roster) {
            all += endpoint.receiver().isOn(lane) ? endpoint.receiver().recentPackets() : 0;
        }
        long moved = 0;
        for (final Endpoint endpoint : roster) {
            if (moved < part * all && endpoint.receiver().isOn(lane)) {
                endpoint.receiver().moveBack();
                moved += endpoint.receiver().recentPackets();
            }
        }
    }
}
