/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.random.RandomGenerator;
import org.hummingbridge.bench.media.FrameSizes;
import org.hummingbridge.bench.media.Pacer;
import org.hummingbridge.bench.media.PayloadStamp;
import org.hummingbridge.bench.media.Schedule;
import org.hummingbridge.sfu.codec.Vp8Frame;

/**
 * A camera as VP8: 30 frames per second, cut into packets of about equal size as libwebrtc does, the larger ones last, which leave
 * as its pacer lets them.
 */
final class VideoSource implements Schedule.Item {
    static final int FRAMES_PER_SECOND = 30;
    private static final long FRAME_NANOS = 1_000_000_000L / FRAMES_PER_SECOND;
    private static final int CLOCK_TICKS = 90_000 / FRAMES_PER_SECOND;

    /** Share of 1,200 bytes that is left for media beside header, extensions, descriptor, tag. */
    private static final int MAX_SHARE = 1100;

    private static final int MIN_SHARE = PayloadStamp.BYTES + Vp8Frame.KEY_HEADER_BYTES;
    private static final long MIN_KEY_INTERVAL_NANOS = 300_000_000;

    private final OutgoingStream stream;
    private final FrameSizes sizes;
    private final Vp8Frame frame;
    private final Pacer pacer;
    private long frameDueNanos;
    private long lastKeyNanos;
    private int timestamp;
    private boolean keyWanted = true;
    private int frameBytes;
    private int packets;
    private int sentPackets;

    /** A camera that begins with a key frame. */
    VideoSource(
            final OutgoingStream stream,
            final long bitrateBps,
            final int height,
            final int temporalLayers,
            final Pacer pacer,
            final RandomGenerator random) {
        this.stream = stream;
        this.sizes = new FrameSizes(bitrateBps, FRAMES_PER_SECOND, random);
        this.frame = new Vp8Frame(temporalLayers, height * 16 / 9, height, random.nextInt());
        this.pacer = pacer;
    }

    /** A PLI or FIR came. */
    void wantKeyFrame() {
        keyWanted = true;
    }

    @Override
    public long run(final long dueNanos, final long nowNanos) {
        if (frameDueNanos == 0) {
            frameDueNanos = dueNanos;
        }
        if (stream.isMuted()) {
            frameDueNanos += FRAME_NANOS;
            return frameDueNanos;
        }
        if (sentPackets == packets) {
            nextFrame(dueNanos);
        }
        while (sentPackets < packets) {
            final long next = pacer.nextNanos(dueNanos);
            if (next > dueNanos) {
                return next;
            }
            pacer.sent(sendPacket());
        }
        return Math.max(frameDueNanos, dueNanos + 1);
    }

    private void nextFrame(final long dueNanos) {
        final boolean key = keyWanted && (lastKeyNanos == 0 || dueNanos - lastKeyNanos >= MIN_KEY_INTERVAL_NANOS);
        if (key) {
            keyWanted = false;
            lastKeyNanos = dueNanos;
        }
        frame.next(key);
        frameBytes = Math.max(MIN_SHARE, sizes.next(key));
        packets = (frameBytes + MAX_SHARE - 1) / MAX_SHARE;
        sentPackets = 0;
        timestamp += CLOCK_TICKS;
        frameDueNanos += FRAME_NANOS;
    }

    private int sendPacket() {
        final boolean last = sentPackets == packets - 1;
        final int smallerOnes = packets - frameBytes % packets;
        final int share = frameBytes / packets + (sentPackets >= smallerOnes ? 1 : 0);
        frame.write(stream.payload(), 0, sentPackets == 0);
        final int length = Vp8Frame.DESCRIPTOR_BYTES + Math.max(share, MIN_SHARE);
        stream.sendVideo(length, last, timestamp);
        sentPackets++;
        return length;
    }
}
