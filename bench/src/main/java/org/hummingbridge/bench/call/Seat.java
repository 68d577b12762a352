/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One participant's place in one conference, from which all its numbers follow: endpoint id, SSRCs, streams.
 *
 * @param place 0 and up; the first {@code load.senders()} send
 */
public record Seat(Load load, int conference, int place) {
    private static final int FIRST_SSRC = 0x2000_0000;
    private static final int SSRCS_PER_PLACE = 16;

    boolean sends() {
        return place < load.senders();
    }

    /** Eight hexadecimal digits, as Jicofo has them. */
    String endpointId() {
        return "%04x%04x".formatted(conference & 0xffff, place & 0xffff);
    }

    long seed() {
        return ((long) conference << 32) + place;
    }

    List<Seat> others() {
        return IntStream.range(0, load.participants())
                .filter(other -> other != place)
                .mapToObj(other -> new Seat(load, conference, other))
                .toList();
    }

    int audioStream() {
        return place * Load.STREAMS_PER_SENDER;
    }

    int videoStream(final int layer) {
        return audioStream() + 1 + layer;
    }

    private int firstSsrc() {
        return FIRST_SSRC + place * SSRCS_PER_PLACE;
    }

    int audioSsrc() {
        return firstSsrc();
    }

    /** The retransmissions of each are one higher. */
    int videoSsrc(final int layer) {
        return firstSsrc() + 2 + 2 * layer;
    }

    /** What RTCP of a participant that sends nothing comes from, too. */
    int reportSsrc() {
        if (!sends()) {
            return firstSsrc() + SSRCS_PER_PLACE - 1;
        }
        return load.audio() ? audioSsrc() : videoSsrc(0);
    }
}
