/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.red.RedEncoder;
import org.hummingbridge.sfu.red.RedPolicy;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.red.RedStripper;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Redundancy in one audio source's packets (RFC 2198), for all receivers: taken apart once for those who are to get plain packets,
 * remembered once for those who are to get more of it.
 *
 * <p>Order of calls: {@link #onPacket} for every packet, forwarded or not; {@link #remember} for those that are.
 */
final class AudioRedundancy {
    /** Number of a payload type that was not negotiated. */
    static final int NONE = -1;

    private final RedPolicy policy;
    private final int redPayloadType;
    private final RedStripper stripper = new RedStripper();
    private final @Nullable RedEncoder encoder;
    private boolean plainDuplicate;

    AudioRedundancy(final RedSettings settings, final MediaDescription sender) {
        this.policy = settings.policy();
        this.redPayloadType = payloadType(sender);
        this.encoder = policy == RedPolicy.PROTECT_ALL ? new RedEncoder(settings) : null;
    }

    /** The number that an endpoint knows redundant audio by, or {@link #NONE}. */
    static int payloadType(final MediaDescription media) {
        for (final PayloadType type : media.payloadTypes()) {
            if ("red".equalsIgnoreCase(type.encoding())) {
                return type.id();
            }
        }
        return NONE;
    }

    /** Whether there is anything to do for this source. */
    boolean isIdle() {
        return redPayloadType == NONE && encoder == null;
    }

    RedPolicy policy() {
        return policy;
    }

    boolean isRedundant(final PacketBuffer plain) {
        return RtpHeader.payloadType(plain.bytes(), plain.offset()) == redPayloadType;
    }

    /** Takes note of a packet; the reason if it is redundant and there is nothing to take out of it. */
    @Nullable
    DropReason onPacket(final PacketBuffer plain) {
        if (redPayloadType == NONE) {
            return null;
        }
        final byte[] bytes = plain.bytes();
        final int at = plain.offset();
        final int payloadAt = at + RtpHeader.headerLength(bytes, at);
        final int sequence = RtpHeader.sequence(bytes, at);
        final int timestamp = RtpHeader.timestamp(bytes, at);
        if (isRedundant(plain)) {
            return stripper.onRed(bytes, payloadAt, plain.end() - payloadAt, sequence, timestamp);
        }
        plainDuplicate = stripper.onPlain(sequence, timestamp) != null;
        return null;
    }

    /** Whether the last packet, a plain one, was restored before for those who are sent plain packets only. */
    boolean wasRestored() {
        return plainDuplicate;
    }

    /** Plain packets that the last one, a redundant one, is taken apart into. */
    int parts() {
        return stripper.count();
    }

    /** Makes {@code out} the i-th of them. */
    void part(final int i, final PacketBuffer redundant, final PacketBuffer out) {
        out.length(stripper.write(i, redundant.bytes(), redundant.offset(), out.bytes(), out.offset()));
        out.arrivalNanos(redundant.arrivalNanos());
    }

    /** Keeps a plain packet that is forwarded, to be repeated in the ones behind it. */
    void remember(final PacketBuffer plain, final boolean voice) {
        if (encoder == null || isRedundant(plain)) {
            return;
        }
        final byte[] bytes = plain.bytes();
        final int at = plain.offset();
        final int payloadAt = at + RtpHeader.headerLength(bytes, at);
        encoder.remember(
                RtpHeader.sequence(bytes, at),
                RtpHeader.timestamp(bytes, at),
                RtpHeader.payloadType(bytes, at),
                voice,
                bytes,
                payloadAt,
                plain.end() - payloadAt);
    }

    /** Writes a plain packet's payload with redundancy; returns its length. Only under a policy that makes any. */
    int write(final PacketBuffer plain, final int receiverPayloadType, final byte[] out, final int outOffset) {
        final byte[] bytes = plain.bytes();
        final int at = plain.offset();
        final int payloadAt = at + RtpHeader.headerLength(bytes, at);
        final RedEncoder making = encoder;
        if (making == null) {
            throw new IllegalStateException("the policy is " + policy);
        }
        return making.write(
                RtpHeader.sequence(bytes, at),
                RtpHeader.timestamp(bytes, at),
                RtpHeader.payloadType(bytes, at),
                receiverPayloadType,
                bytes,
                payloadAt,
                plain.end() - payloadAt,
                out,
                outOffset);
    }
}
