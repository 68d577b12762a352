/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HandshakeInboxProperties {
    private static final int FRAGMENT = 500;

    @Property
    void anyBytesAreAValue(@ForAll final HandshakeScript script, @ForAll @Size(max = 300) final byte[] bytes) {
        final List<byte[]> out = new ArrayList<>();

        new HandshakeInbox(script, out::add).accept(bytes, 0, bytes.length);

        assertThat(out).hasSizeLessThanOrEqualTo(HandshakeInbox.MAX_RECORDS_OUT);
    }

    @Property
    void anyRecordsAreAValueAndOneDatagramSetsFewFree(
            @ForAll final HandshakeScript script, @ForAll("datagrams") final List<byte[]> datagrams) {
        final List<byte[]> out = new ArrayList<>();
        final HandshakeInbox inbox = new HandshakeInbox(script, out::add);

        for (final byte[] datagram : datagrams) {
            out.clear();
            inbox.accept(datagram, 0, datagram.length);

            assertThat(out).hasSizeLessThanOrEqualTo(HandshakeInbox.MAX_RECORDS_OUT);
            assertThat(out).allSatisfy(record -> {
                assertThat(record.length).isLessThanOrEqualTo(RecordTransport.RECEIVE_LIMIT);
                assertThat(DtlsRecord.length(record, 0)).isEqualTo(record.length - DtlsRecord.HEADER_BYTES);
            });
        }
    }

    @Property
    void aMessageIsDeliveredWholeWhateverTheOrderAndOverlapOfItsFragments(
            @ForAll @Size(min = 1, max = 3000) final byte[] body,
            @ForAll @Size(max = 20) final List<@IntRange(max = 2999) Integer> starts) {
        final List<byte[]> out = new ArrayList<>();
        final HandshakeInbox inbox = new HandshakeInbox(HandshakeScript.OF_CLIENT, out::add);

        for (final int start : starts) {
            deliver(inbox, body, Math.min(start, body.length - 1));
        }
        for (int start = body.length - 1; start > 0; start -= FRAGMENT) {
            deliver(inbox, body, start);
        }
        deliver(inbox, body, 0);

        assertThat(inbox.started()).isTrue();
        assertThat(firstMessage(out)).isEqualTo(body);
    }

    private static void deliver(final HandshakeInbox inbox, final byte[] body, final int start) {
        final byte[] part = Arrays.copyOfRange(body, start, Math.min(body.length, start + FRAGMENT));
        final byte[] datagram = Forged.fragment(1, 0, body.length, start, part);
        inbox.accept(datagram, 0, datagram.length);
    }

    private static byte[] firstMessage(final List<byte[]> records) {
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        final int length = DtlsRecord.messageLength(records.getFirst(), DtlsRecord.HEADER_BYTES);
        for (final byte[] record : records) {
            if (body.size() < length) {
                final int from = DtlsRecord.HEADER_BYTES + DtlsRecord.FRAGMENT_HEADER_BYTES;
                body.write(record, from, record.length - from);
            }
        }
        return body.toByteArray();
    }

    /** Records whose headers make sense more often than chance would have it. */
    @Provide
    Arbitrary<List<byte[]>> datagrams() {
        final Arbitrary<byte[]> fragments = Combinators.combine(
                        Arbitraries.of(0, 1, 2, 11, 12, 13, 14, 15, 16, 20),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(0, 1, 40, 100, 16_384, 0xffffff),
                        Arbitraries.of(0, 1, 39, 90, 0xfffffe),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(120))
                .as(Forged::fragment);
        final Arbitrary<byte[]> records = Combinators.combine(
                        Arbitraries.integers().between(18, 27),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, (1L << 48) - 1),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60))
                .as(Forged::record);
        return Arbitraries.oneOf(fragments, records).list().ofMaxSize(30);
    }
}
