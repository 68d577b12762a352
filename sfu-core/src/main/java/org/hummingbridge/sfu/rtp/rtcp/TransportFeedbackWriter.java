/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Encodes transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1) into a bounded space, in the chunks
 * that cover most at each point. Goes over the statuses to choose chunks and again to write deltas, and keeps no copy of them.
 */
final class TransportFeedbackWriter {
    private static final int MAX_STATUSES = 0xffff;
    private static final int ONE_BIT_VECTOR = 0x8000;
    private static final int TWO_BIT_VECTOR = 0xc000;

    /** Stands for an arrival that no delta can express: the message ends before it. */
    private static final int UNREPRESENTABLE = -1;

    private long[] arrivals = {};
    private int to;
    private long previousTicks;
    private int deltaBytes;
    private int end;

    /**
     * Writes everything behind the two SSRCs, for as many of the statuses as there is space for between {@code at}, where the
     * message starts, and {@code limit}. Returns their number: 0 if not even one arrival has space.
     */
    int write(
            final byte[] out,
            final int at,
            final int limit,
            final int baseSequence,
            final long[] newArrivals,
            final int from,
            final int newTo,
            final int feedbackCount) {
        arrivals = newArrivals;
        to = Math.min(newTo, from + MAX_STATUSES);
        final int firstArrival = firstArrival(from);
        if (firstArrival >= to || limit - at < TransportFeedback.FIXED_BYTES) {
            return 0;
        }
        final long reference = Math.floorDiv(arrivals[firstArrival], TransportFeedback.TICKS_PER_REFERENCE);
        final long referenceTicks = reference * TransportFeedback.TICKS_PER_REFERENCE;

        previousTicks = referenceTicks;
        deltaBytes = 0;
        int chunk = at + TransportFeedback.FIXED_BYTES;
        int next = from;
        for (int taken = 1; next < to && taken > 0; next += taken) {
            taken = chunk(out, chunk, limit - chunk - StatusChunks.CHUNK_BYTES - deltaBytes, next);
            chunk += taken > 0 ? StatusChunks.CHUNK_BYTES : 0;
        }
        if (next <= firstArrival) {
            return 0;
        }
        BigEndian.put16(out, at + TransportFeedback.BASE_SEQUENCE, baseSequence);
        BigEndian.put16(out, at + TransportFeedback.STATUS_COUNT, next - from);
        BigEndian.put24(out, at + TransportFeedback.REFERENCE_TIME, (int) reference);
        out[at + TransportFeedback.FEEDBACK_COUNT] = (byte) feedbackCount;
        end = deltas(out, chunk, referenceTicks, from, next);
        return next - from;
    }

    /** Index behind the last delta of the message just written. */
    int end() {
        return end;
    }

    private int firstArrival(final int from) {
        int i = from;
        while (i < to && arrivals[i] == RtcpWriter.NOT_RECEIVED) {
            i++;
        }
        return i;
    }

    /** Writes one chunk for the statuses from {@code next} on, if their deltas have {@code room}. Returns how many it covers. */
    private int chunk(final byte[] out, final int at, final int room, final int next) {
        final int run = run(next, room);
        if (run == 0) {
            return 0;
        }
        final int oneBit = vector(next, room, StatusChunks.ONE_BIT_STATUSES, StatusChunks.SMALL_DELTA);
        final int twoBit = vector(next, room, StatusChunks.TWO_BIT_STATUSES, StatusChunks.LARGE_DELTA);
        if (run >= oneBit && run >= twoBit) {
            BigEndian.put16(out, at, (take(next, run, 0) << 13) | run);
            return run;
        }
        if (oneBit >= twoBit) {
            final int symbols = take(next, oneBit, 1) << (StatusChunks.ONE_BIT_STATUSES - oneBit);
            BigEndian.put16(out, at, ONE_BIT_VECTOR | symbols);
            return oneBit;
        }
        final int symbols = take(next, twoBit, 2) << (2 * (StatusChunks.TWO_BIT_STATUSES - twoBit));
        BigEndian.put16(out, at, TWO_BIT_VECTOR | symbols);
        return twoBit;
    }

    /** How many statuses a run-length chunk covers. */
    private int run(final int next, final int room) {
        final int symbol = symbol(next, previousTicks);
        final int last = Math.min(to, next + StatusChunks.MAX_RUN);
        long previous = previousTicks;
        int left = room;
        int i = next;
        while (i < last && left >= symbol && symbol(i, previous) == symbol && symbol != UNREPRESENTABLE) {
            left -= symbol;
            previous = symbol == StatusChunks.NOT_RECEIVED ? previous : arrivals[i];
            i++;
        }
        return left < 0 ? 0 : i - next;
    }

    /**
     * How many statuses a vector covers: its capacity, or fewer where the message ends for lack of statuses or room. 0 if it
     * would have to stop for a symbol above {@code maxSymbol}.
     */
    private int vector(final int next, final int room, final int capacity, final int maxSymbol) {
        final int last = Math.min(to, next + capacity);
        long previous = previousTicks;
        int left = room;
        for (int i = next; i < last; i++) {
            final int symbol = symbol(i, previous);
            if (symbol > maxSymbol) {
                return 0;
            }
            if (symbol == UNREPRESENTABLE || symbol > left) {
                return i - next;
            }
            left -= symbol;
            previous = symbol == StatusChunks.NOT_RECEIVED ? previous : arrivals[i];
        }
        return last - next;
    }

    /** Accounts for the deltas of {@code count} statuses and returns their symbols, side by side in {@code bits} each. */
    private int take(final int next, final int count, final int bits) {
        int symbols = 0;
        for (int i = next; i < next + count; i++) {
            final int symbol = symbol(i, previousTicks);
            symbols = (symbols << bits) | symbol;
            deltaBytes += symbol;
            previousTicks = symbol == StatusChunks.NOT_RECEIVED ? previousTicks : arrivals[i];
        }
        return symbols;
    }

    private int deltas(final byte[] out, final int at, final long referenceTicks, final int from, final int next) {
        long previous = referenceTicks;
        int write = at;
        for (int i = from; i < next; i++) {
            final int symbol = symbol(i, previous);
            if (symbol == StatusChunks.NOT_RECEIVED) {
                continue;
            }
            final int delta = (int) (arrivals[i] - previous);
            if (symbol == StatusChunks.SMALL_DELTA) {
                out[write] = (byte) delta;
            } else {
                BigEndian.put16(out, write, delta);
            }
            write += symbol;
            previous = arrivals[i];
        }
        return write;
    }

    private int symbol(final int index, final long previous) {
        if (arrivals[index] == RtcpWriter.NOT_RECEIVED) {
            return StatusChunks.NOT_RECEIVED;
        }
        final long delta = arrivals[index] - previous;
        if (delta >= 0 && delta <= 0xff) {
            return StatusChunks.SMALL_DELTA;
        }
        return delta == (short) delta ? StatusChunks.LARGE_DELTA : UNREPRESENTABLE;
    }
}
