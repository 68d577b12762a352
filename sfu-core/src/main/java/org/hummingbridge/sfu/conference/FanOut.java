/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.spread.SpreadPolicy;

/**
 * Brings a conference's packets to its receivers, batch by batch and receiver by receiver, by way of other loops where those send
 * for this one. Never looks at packets one by one across receivers.
 */
final class FanOut implements BatchTask {
    private final Loop loop;
    private final ForwardBatch batch = new ForwardBatch();
    private final EqualSizes equalSizes;
    private Receiver[] receivers = {};

    /** Whether the batch holds anything, and the loop is to call behind it. */
    private boolean gathered;

    /** Whether another loop sends to some of the receivers. */
    private boolean spread;

    /** @param maxPaddingBytes that a video packet may be given so that it leaves together with its neighbours */
    FanOut(final Loop loop, final int maxPaddingBytes) {
        this.loop = loop;
        this.equalSizes = new EqualSizes(maxPaddingBytes, loop.counters());
    }

    /** Says who receives from now on, in the order in which they are served. */
    void receivers(final Receiver[] newReceivers) {
        receivers = newReceivers;
    }

    /** Where the descriptor of the next packet to {@link #add} is to be read to. */
    VideoPacket nextMark(final long now) {
        makeRoom(now);
        return batch.nextMark();
    }

    /** Takes over the caller's reference. */
    void add(final Incoming origin, final PacketBuffer packet, final Audience audience, final long now) {
        makeRoom(now);
        if (!gathered) {
            gathered = true;
            loop.atBatchEnd(this);
        }
        batch.add(origin, packet, audience);
    }

    private void makeRoom(final long now) {
        if (batch.isFull()) {
            send(now);
        }
    }

    @Override
    public void onBatchEnd(final long now) {
        send(now);
    }

    /** Sends what was gathered. */
    void send(final long now) {
        if (!gathered) {
            return;
        }
        try {
            batch.arrange();
            equalSizes.pad(batch);
            if (spread) {
                // First what others finish, so that they work at the same time as this loop.
                send(true, now);
                loop.handOver();
            }
            send(false, now);
        } finally {
            release();
        }
    }

    private void send(final boolean toSpread, final long now) {
        for (final Receiver receiver : receivers) {
            if (!spread || receiver.isSpread() == toSpread) {
                receiver.sendBatch(batch, now);
            }
        }
    }

    /** Lets go of what was gathered. */
    void release() {
        gathered = false;
        batch.release();
    }

    /** What each of that many loops sent to the receivers since this was called last. */
    SpreadPolicy.Share takeShare(final int loops) {
        int here = 0;
        long packets = 0;
        final long[] elsewhere = new long[loops];
        for (final Receiver receiver : receivers) {
            final long sent = receiver.takePackets();
            final SealingLane lane = receiver.lane();
            if (lane != null) {
                elsewhere[lane.loop()] += sent;
            } else {
                here++;
                packets += sent;
            }
        }
        return new SpreadPolicy.Share(here, packets, elsewhere);
    }

    /** Has another loop send to some more receivers, who were sent about so many packets lately. */
    void spread(final SealingLane lane, final long packets, final int most) {
        long moved = 0;
        int count = 0;
        for (final Receiver receiver : receivers) {
            if (moved < packets && count < most && receiver.recentPackets() > 0 && !receiver.isSpread()) {
                receiver.spread(lane);
                moved += receiver.recentPackets();
                count++;
            }
        }
        spread |= count > 0;
    }

    /** Sends to that part of the receivers again whom another loop sends to, by what they were sent lately; while the lane is idle. */
    void takeBack(final SealingLane lane, final double part) {
        long all = 0;
        for (final Receiver receiver : receivers) {
            all += receiver.isOn(lane) ? receiver.recentPackets() : 0;
        }
        long moved = 0;
        for (final Receiver receiver : receivers) {
            if (moved < part * all && receiver.isOn(lane)) {
                receiver.moveBack();
                moved += receiver.recentPackets();
            }
        }
    }
}
