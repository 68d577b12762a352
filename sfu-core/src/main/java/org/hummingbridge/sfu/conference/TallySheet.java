/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceTally.EndpointTally;

/**
 * Room for the numbers of some endpoints. Whoever asks makes it and reads it; in between the loop fills it in, and makes no
 * object.
 */
final class TallySheet {
    private static final int SENDS_AUDIO = 1;
    private static final int SENDS_VIDEO = 2;
    private static final int SUSPENDED = 4;
    private static final int OVERSENT = 8;
    private static final int PRESENT = 16;

    /** Columns of a row. */
    private static final int FLAGS = 0;

    private static final int PACKETS_SENT = 1;
    private static final int LOST = 2;
    private static final int EXPECTED = 3;
    private static final int LOSS_FRACTION = 4;
    private static final int FORWARDED = 5;
    private static final int RTT_NANOS = 6;
    private static final int COLUMNS = 7;

    private final Endpoint[] endpoints;
    private final long[] numbers;

    /** @param endpoints must stay as it is */
    TallySheet(final Endpoint[] endpoints) {
        this.endpoints = endpoints;
        this.numbers = new long[endpoints.length * COLUMNS];
    }

    int size() {
        return endpoints.length;
    }

    /** On the loop: fills in the rows from {@code from} on, before {@code to}; those who left are left out. */
    void fill(final int from, final int to, final long now) {
        for (int i = from; i < to; i++) {
            if (!endpoints[i].isClosed()) {
                fill(i * COLUMNS, endpoints[i], now);
            }
        }
    }

    private void fill(final int row, final Endpoint endpoint, final long now) {
        int flags = PRESENT;
        final List<Source> sources = endpoint.sources();
        for (int i = 0; i < sources.size(); i++) {
            final Source source = sources.get(i);
            flags |= source.isSending() ? (source.isVideo() ? SENDS_VIDEO : SENDS_AUDIO) : 0;
            numbers[row + LOST] += source.lost();
            numbers[row + EXPECTED] += source.lost() + source.received();
        }
        final Receiver receiver = endpoint.receiver();
        flags |= receiver.hasSuspendedVideo() ? SUSPENDED : 0;
        flags |= receiver.isOversent() ? OVERSENT : 0;
        numbers[row + FLAGS] = flags;
        numbers[row + PACKETS_SENT] = endpoint.packetsSent();
        numbers[row + LOSS_FRACTION] =
                Double.doubleToRawLongBits(receiver.subscriptions().worstLossFraction(now));
        numbers[row + FORWARDED] = receiver.reception().forwarded().size();
        numbers[row + RTT_NANOS] = endpoint.transport().rttNanos();
    }

    /** For who asked, once the loop is done. */
    List<EndpointTally> read() {
        final List<EndpointTally> read = new ArrayList<>(endpoints.length);
        for (int i = 0; i < endpoints.length; i++) {
            final int row = i * COLUMNS;
            if (has(row, PRESENT)) {
                read.add(new EndpointTally(
                        endpoints[i].id(),
                        endpoints[i].isVisitor(),
                        has(row, SENDS_AUDIO),
                        has(row, SENDS_VIDEO),
                        numbers[row + PACKETS_SENT],
                        numbers[row + LOST],
                        numbers[row + EXPECTED],
                        Double.longBitsToDouble(numbers[row + LOSS_FRACTION]),
                        (int) numbers[row + FORWARDED],
                        has(row, SUSPENDED),
                        has(row, OVERSENT),
                        numbers[row + RTT_NANOS]));
            }
        }
        return read;
    }

    private boolean has(final int row, final int flag) {
        return (numbers[row + FLAGS] & flag) != 0;
    }
}
