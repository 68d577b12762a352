/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

/**
 * When the packets of a video leave, by the rule of libwebrtc's pacer: what was sent is a debt that drains at the pacing rate, and
 * while it would drain within the burst interval further packets leave at once; else they wait until all of it has drained. The
 * caller asks {@link #nextNanos} before each packet and tells of it by {@link #sent}.
 */
public final class Pacer {
    /** libwebrtc's default. */
    public static final long DEFAULT_BURST_NANOS = 40_000_000;

    /** libwebrtc's bound of a burst. */
    private static final double MAX_BURST_BYTES = 63_000;

    private final double nanosPerByte;
    private final double burstNanos;
    private double debtNanos;
    private long debtAtNanos;

    /**
     * A pacer that owes nothing.
     *
     * @param rateBps at which debt drains; 0: at once, so that nothing ever waits
     * @param burstNanos 0: packet by packet
     */
    public Pacer(final long rateBps, final long burstNanos) {
        this.nanosPerByte = rateBps == 0 ? 0 : 8e9 / rateBps;
        this.burstNanos = Math.min((double) burstNanos, MAX_BURST_BYTES * nanosPerByte);
    }

    /** {@code now}, or when the next packet may leave. */
    public long nextNanos(final long now) {
        debtNanos = Math.max(0, debtNanos - (now - debtAtNanos));
        debtAtNanos = now;
        return debtNanos == 0 || debtNanos < burstNanos ? now : now + (long) Math.ceil(debtNanos);
    }

    /** A packet left at the time for which {@link #nextNanos} was last asked. */
    public void sent(final int bytes) {
        debtNanos += bytes * nanosPerByte;
    }
}
