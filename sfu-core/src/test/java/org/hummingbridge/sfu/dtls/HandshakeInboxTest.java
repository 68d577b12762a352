/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.Test;

class HandshakeInboxTest {
    private static final int CLIENT_HELLO = 1;
    private static final int CERTIFICATE = 11;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int CERTIFICATE_VERIFY = 15;

    private final List<byte[]> out = new ArrayList<>();
    private final HandshakeInbox inbox = new HandshakeInbox(HandshakeScript.OF_CLIENT, out::add);

    @Test
    void messagesAreDeliveredInOrderHoweverTheyCome() {
        accept(message(CLIENT_HELLO, 0));
        accept(message(CERTIFICATE_VERIFY, 3));
        accept(message(CLIENT_KEY_EXCHANGE, 2));
        accept(message(CERTIFICATE, 1));

        assertThat(types()).containsExactly(CLIENT_HELLO, CERTIFICATE, CLIENT_KEY_EXCHANGE, CERTIFICATE_VERIFY);
    }

    @Test
    void recordsAreNumberedAnew() {
        accept(message(CLIENT_HELLO, 0));
        accept(message(CERTIFICATE, 1));

        assertThat(out.get(0)[10]).isZero();
        assertThat(out.get(1)[10]).isEqualTo((byte) 1);
        assertThat(out.get(1)[5]).isZero();
    }

    @Test
    void aProtectedRecordThatComesEarlyWaitsForWhatPrecedesItAndImpliesTheChangeOfCipher() {
        accept(message(CLIENT_HELLO, 0));
        accept(message(CERTIFICATE, 1));
        accept(message(CLIENT_KEY_EXCHANGE, 2));
        accept(Forged.record(DtlsRecord.HANDSHAKE, 1, 0, new byte[40]));
        assertThat(out).hasSize(3);

        accept(message(CERTIFICATE_VERIFY, 3));

        assertThat(out).hasSize(6);
        assertThat(DtlsRecord.contentType(out.get(4), 0)).isEqualTo(DtlsRecord.CHANGE_CIPHER_SPEC);
        assertThat(DtlsRecord.epoch(out.get(5), 0)).isEqualTo(1);
    }

    @Test
    void aRepeatedMessagePassesAgain() {
        accept(message(CLIENT_HELLO, 0));

        assertThat(accept(message(CLIENT_HELLO, 0))).isNull();

        assertThat(types()).containsExactly(CLIENT_HELLO, CLIENT_HELLO);
    }

    @Test
    void aDatagramFullOfRepeatedFragmentsSetsNoMoreRecordsFreeThanThereIsRoomFor() {
        accept(message(CLIENT_HELLO, 0));
        final byte[] fragment = new byte[DtlsRecord.FRAGMENT_HEADER_BYTES + 1];
        final int copies = 150;
        final byte[] body = new byte[copies * fragment.length];
        final byte[] first = message(CLIENT_HELLO, 0);
        System.arraycopy(first, DtlsRecord.HEADER_BYTES, fragment, 0, DtlsRecord.FRAGMENT_HEADER_BYTES);
        fragment[DtlsRecord.FRAGMENT_HEADER_BYTES - 1] = 1;
        for (int i = 0; i < copies; i++) {
            System.arraycopy(fragment, 0, body, i * fragment.length, fragment.length);
        }
        out.clear();

        accept(Forged.record(DtlsRecord.HANDSHAKE, 0, 1, body));

        assertThat(out).isNotEmpty().hasSizeLessThanOrEqualTo(HandshakeInbox.MAX_RECORDS_OUT);
    }

    @Test
    void theDatagramThatSetsTheLongestFlightFreeSetsNoMoreRecordsFreeThanThereIsRoomFor() {
        final HandshakeInbox client = new HandshakeInbox(HandshakeScript.OF_SERVER, out::add);
        accept(client, Forged.fragment(3, 0, 3, 0, new byte[3]));
        accept(client, Forged.fragment(2, 1, 8_192, 0, new byte[8_191]));
        accept(client, Forged.fragment(CERTIFICATE, 2, 16_384, 0, new byte[16_384]));
        for (int sequence = 3; sequence <= 5; sequence++) {
            accept(client, Forged.fragment(9 + sequence, sequence, 4_096, 0, new byte[4_096]));
        }
        for (int number = 0; number < 4; number++) {
            accept(client, Forged.record(DtlsRecord.HANDSHAKE, 1, number, new byte[40]));
        }
        final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(withoutHeader(Forged.fragment(2, 1, 8_192, 8_191, new byte[1])));
        for (int copy = 0; copy < 20; copy++) {
            fragments.writeBytes(withoutHeader(Forged.fragment(3, 0, 3, 0, new byte[3])));
        }
        final ByteArrayOutputStream datagram = new ByteArrayOutputStream();
        datagram.writeBytes(Forged.record(DtlsRecord.HANDSHAKE, 0, 9, fragments.toByteArray()));
        for (int number = 4; number < 30; number++) {
            datagram.writeBytes(Forged.record(DtlsRecord.ALERT, 1, number, new byte[1]));
        }
        out.clear();

        accept(client, datagram.toByteArray());

        assertThat(out).hasSizeGreaterThan(60).hasSizeLessThanOrEqualTo(HandshakeInbox.MAX_RECORDS_OUT);
    }

    @Test
    void aFragmentThatContradictsWhatCameBeforeStartsTheMessageAfresh() {
        final byte[] wrong = {9, 9};
        accept(Forged.fragment(CLIENT_HELLO, 0, 4, 0, wrong));
        accept(Forged.fragment(CLIENT_HELLO, 0, 4, 0, new byte[] {1, 2}));
        accept(Forged.fragment(CLIENT_HELLO, 0, 4, 2, new byte[] {3, 4}));

        assertThat(out).hasSize(1);
        assertThat(out.getFirst()).endsWith(1, 2, 3, 4);
    }

    @Test
    void aMessageOverItsBoundIsDroppedAndNamed() {
        accept(message(CLIENT_HELLO, 0));

        assertThat(accept(Forged.fragment(CERTIFICATE, 1, 16 * 1024 + 1, 0, new byte[100])))
                .isEqualTo(DropReason.DTLS_INVALID);
        assertThat(inbox.complaint()).contains("type 11", "16385");
    }

    @Test
    void aMessageOutOfTheScriptIsDropped() {
        accept(message(CLIENT_HELLO, 0));

        assertThat(accept(message(CLIENT_HELLO, 1))).isEqualTo(DropReason.DTLS_INVALID);
        assertThat(accept(message(CLIENT_KEY_EXCHANGE, 1))).isEqualTo(DropReason.DTLS_INVALID);
        assertThat(out).hasSize(1);
    }

    @Test
    void aServerMayVerifyTheClientOnceAheadOfItsHello() {
        final List<byte[]> toClient = new ArrayList<>();
        final HandshakeInbox client = new HandshakeInbox(HandshakeScript.OF_SERVER, toClient::add);
        final byte[] verify = message(3, 0);
        final byte[] verifyAgain = message(3, 1);
        final byte[] hello = message(2, 1);

        assertThat(client.accept(verify, 0, verify.length)).isNull();
        assertThat(client.accept(verifyAgain, 0, verifyAgain.length)).isEqualTo(DropReason.DTLS_INVALID);
        assertThat(client.accept(hello, 0, hello.length)).isNull();

        assertThat(toClient).hasSize(2);
    }

    @Test
    void nothingProtectedPassesAheadOfTheHello() {
        assertThat(accept(Forged.record(DtlsRecord.APPLICATION_DATA, 1, 0, new byte[40])))
                .isEqualTo(DropReason.DTLS_INVALID);
    }

    private DropReason accept(final byte[] datagram) {
        return accept(inbox, datagram);
    }

    private static DropReason accept(final HandshakeInbox by, final byte[] datagram) {
        return by.accept(datagram, 0, datagram.length);
    }

    private static byte[] withoutHeader(final byte[] record) {
        return Arrays.copyOfRange(record, DtlsRecord.HEADER_BYTES, record.length);
    }

    private List<Integer> types() {
        return out.stream()
                .map(record -> DtlsRecord.messageType(record, DtlsRecord.HEADER_BYTES))
                .toList();
    }

    private static byte[] message(final int type, final int sequence) {
        return Forged.fragment(type, sequence, 20, 0, new byte[20]);
    }
}
