/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.Arrays;
import java.util.function.Consumer;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** The far end: what arrives goes into transport-wide feedback, real bytes, every 100 ms or sooner behind a frame. */
final class SimulatedReceiver {
    private static final int MTU = 1200;

    /** Of a browser's clock, which began long before. */
    private static final long OFFSET_NANOS = 1_234_567_000_000L;

    private final TransportArrivals arrivals = new TransportArrivals();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[MTU];
    private final Consumer<byte[]> back;

    SimulatedReceiver(final Consumer<byte[]> back) {
        this.back = back;
    }

    void onArrival(final int sequence, final boolean marker, final long arrivalNanos) {
        arrivals.onPacket(sequence, 1, marker, arrivalNanos + OFFSET_NANOS);
    }

    void onTick(final long nowNanos) {
        boolean done;
        do {
            writer.begin(datagram, 0, MTU);
            done = arrivals.writeFeedback(writer, 1, nowNanos + OFFSET_NANOS);
            if (!writer.isEmpty()) {
                back.accept(Arrays.copyOf(datagram, writer.length()));
            }
        } while (!done);
    }
}
