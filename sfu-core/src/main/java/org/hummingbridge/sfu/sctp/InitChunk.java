/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An INIT or INIT ACK that came (RFC 9260 §3.3.2, §3.3.3).
 *
 * @param maxInboundStreams streams that the peer takes from us
 * @param resetsStreams whether it knows RE-CONFIG (RFC 6525)
 * @param cookie of an INIT ACK; null without one
 * @param unrecognized whole parameters that the peer wants to hear of, {@link #MAX_REPORTED_BYTES} at most
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InitChunk(
        int tag,
        int initialTsn,
        int windowBytes,
        int maxInboundStreams,
        boolean resetsStreams,
        byte @Nullable [] cookie,
        List<byte[]> unrecognized) {
    /** Fits beside our own parameters. */
    static final int MAX_REPORTED_BYTES = 512;

    private static final int FIXED_BYTES = 16;

    /** Null if the chunk is too short, ends within a parameter, or has a value of 0 where that is not allowed. */
    static @Nullable InitChunk read(final TlvCursor chunk) {
        if (chunk.valueBytes() < FIXED_BYTES) {
            return null;
        }
        final byte[] bytes = chunk.bytes();
        final int at = chunk.value();
        final int tag = Wire.u32(bytes, at);
        final int window = Wire.u32(bytes, at + 4) < 0 ? Integer.MAX_VALUE : Wire.u32(bytes, at + 4);
        final int outboundStreams = Wire.u16(bytes, at + 8);
        final int inboundStreams = Wire.u16(bytes, at + 10);
        final Parameters parameters = new Parameters();
        final TlvCursor cursor = new TlvCursor(bytes, at + FIXED_BYTES, chunk.end());
        boolean further = true;
        while (further && cursor.next()) {
            further = parameters.take(cursor);
        }
        if (tag == 0 || outboundStreams == 0 || inboundStreams == 0 || cursor.isMalformed()) {
            return null;
        }
        return new InitChunk(
                tag,
                Wire.u32(bytes, at + 12),
                window,
                inboundStreams,
                parameters.resetsStreams,
                parameters.cookie,
                List.copyOf(parameters.unrecognized));
    }

    /** Writes one of ours; {@code cookie} and {@code unrecognized} are for INIT ACK. */
    static void write(
            final PacketWriter packet,
            final int type,
            final int tag,
            final int initialTsn,
            final byte @Nullable [] cookie,
            final List<byte[]> unrecognized) {
        packet.chunk(type, 0, PacketWriter.MAX_VALUE_BYTES)
                .u32(tag)
                .u32(ReceiveBuffer.WINDOW_BYTES)
                // As many streams as there can be (RFC 8831 §6.2).
                .u16(0xffff)
                .u16(0xffff)
                .u32(initialTsn);
        packet.parameter(ParameterType.FORWARD_TSN).endParameter();
        packet.parameter(ParameterType.SUPPORTED_EXTENSIONS)
                .u8(ChunkType.RE_CONFIG)
                .u8(ChunkType.FORWARD_TSN)
                .endParameter();
        if (cookie != null) {
            packet.parameter(ParameterType.STATE_COOKIE)
                    .bytes(cookie, 0, cookie.length)
                    .endParameter();
        }
        for (final byte[] parameter : unrecognized) {
            packet.parameter(ParameterType.UNRECOGNIZED)
                    .bytes(parameter, 0, parameter.length)
                    .endParameter();
        }
        packet.endChunk();
    }

    private static final class Parameters {
        private boolean resetsStreams;
        private byte @Nullable [] cookie;
        private final List<byte[]> unrecognized = new ArrayList<>();
        private int reportedBytes;

        /** False if what follows is not to be read (RFC 9260 §3.2.1). */
        private boolean take(final TlvCursor parameter) {
            final int type = parameter.parameterType();
            if (type == ParameterType.STATE_COOKIE) {
                cookie = Arrays.copyOfRange(parameter.bytes(), parameter.value(), parameter.end());
            } else if (type == ParameterType.SUPPORTED_EXTENSIONS) {
                for (int i = parameter.value(); i < parameter.end(); i++) {
                    resetsStreams |= Wire.u8(parameter.bytes(), i) == ChunkType.RE_CONFIG;
                }
            }
            if (ParameterType.isKnown(type)) {
                return true;
            }
            if (ParameterType.isReportable(type)) {
                report(parameter);
            }
            return ParameterType.isSkippable(type);
        }

        private void report(final TlvCursor parameter) {
            final int cost = TlvCursor.HEADER_BYTES + TlvCursor.padded(parameter.end() - parameter.start());
            if (reportedBytes + cost <= MAX_REPORTED_BYTES) {
                reportedBytes += cost;
                unrecognized.add(Arrays.copyOfRange(parameter.bytes(), parameter.start(), parameter.end()));
            }
        }
    }
}
