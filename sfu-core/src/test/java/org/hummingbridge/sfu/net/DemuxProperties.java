/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;

class DemuxProperties {
    private final Counters counters = new Counters();
    private final Routes routes = new Routes(new PathTable(1), counters, () -> {});
    private final Demux demux = new Demux((bytes, offset, length) -> null, routes, counters);
    private final PacketArena arena = new PacketArena(1);

    @Property
    void whatNobodyOwnsIsDroppedWithExactlyOneReason(
            @ForAll @Size(max = 64) final byte[] datagram, @ForAll @IntRange(max = 255) final int first) {
        final long before = allDrops();

        assertThat(route(datagram, first, 2)).isNull();

        assertThat(allDrops() - before).isEqualTo(1);
        assertThat(arena.inUse()).isZero();
    }

    @Property
    void onlyDtlsAndMediaOfFullLengthComeThroughAKnownPath(
            @ForAll @Size(max = 64) final byte[] datagram, @ForAll @IntRange(max = 255) final int first) {
        final DatagramSink owner = RecordingSink.silent(null);
        routes.bind(new Path(0, 0, 7, 1), owner);
        final long before = allDrops();

        final DatagramSink found = route(datagram, first, 1);

        // RFC 7983 section 7.
        final boolean dtls = first >= 20 && first <= 63 && datagram.length >= 13;
        final boolean media = first >= 128 && first <= 191 && datagram.length >= 12;
        final boolean stunIndication = first == 0 && found != null && datagram.length >= 20;
        assertThat(found != null).isEqualTo(dtls || media || stunIndication);
        assertThat(allDrops() - before).isEqualTo(found == null ? 1 : 0);
    }

    private DatagramSink route(final byte[] datagram, final int first, final int port) {
        final PacketBuffer packet = arena.acquire();
        if (datagram.length > 0) {
            datagram[0] = (byte) first;
        }
        packet.span(PacketBuffer.HEADROOM, datagram.length);
        System.arraycopy(datagram, 0, packet.bytes(), packet.offset(), datagram.length);
        try {
            return demux.sinkFor(packet, 0, 0, 7, port);
        } finally {
            packet.release();
        }
    }

    private long allDrops() {
        return Arrays.stream(DropReason.values()).mapToLong(counters::get).sum();
    }
}
