/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Datagrams that anyone can send who knows nothing but the addresses. */
final class Forged {
    private static final int CLIENT_HELLO = 1;
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int FINISHED = 20;

    private Forged() {}

    static byte[] record(final int type, final int epoch, final long sequence, final byte[] body) {
        return ByteBuffer.allocate(DtlsRecord.HEADER_BYTES + body.length)
                .put((byte) type)
                .putShort((short) DtlsRecord.DTLS_1_2)
                .putShort((short) epoch)
                .putShort((short) (sequence >>> 32))
                .putInt((int) sequence)
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    static byte[] fragment(
            final int type, final int sequence, final int length, final int offset, final byte[] fragment) {
        final ByteBuffer body = ByteBuffer.allocate(DtlsRecord.FRAGMENT_HEADER_BYTES + fragment.length)
                .putInt(type << 24 | length)
                .putShort((short) sequence)
                .put((byte) (offset >>> 16))
                .putShort((short) offset)
                .put((byte) (fragment.length >>> 16))
                .putShort((short) fragment.length)
                .put(fragment);
        return record(DtlsRecord.HANDSHAKE, 0, 1L << 40, body.array());
    }

    /** A complete, well-formed ClientHello for TLS_NULL_WITH_NULL_NULL, as in CVE-2023-49786. */
    static byte[] nullCipherHello() {
        final byte[] body = ByteBuffer.allocate(2 + 32 + 1 + 1 + 4 + 2)
                .putShort((short) DtlsRecord.DTLS_1_2)
                .position(34)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) 2)
                .putShort((short) 0)
                .put((byte) 1)
                .put((byte) 0)
                .array();
        return fragment(CLIENT_HELLO, 0, body.length, 0, body);
    }

    static byte[] alert(final int level, final int description) {
        return record(DtlsRecord.ALERT, 0, 1L << 40, new byte[] {(byte) level, (byte) description});
    }

    /** Everything but a complete message that fits the script, against which plain DTLS 1.2 has no defence. */
    static List<byte[]> datagrams(final Random random) {
        final byte[] noise = new byte[200];
        random.nextBytes(noise);
        final byte[] noiseOfDtls = noise.clone();
        noiseOfDtls[0] = DtlsRecord.HANDSHAKE;
        return Stream.of(
                        noise,
                        noiseOfDtls,
                        alert(2, 40),
                        alert(1, 0),
                        alert(2, 0),
                        record(DtlsRecord.CHANGE_CIPHER_SPEC, 0, 1L << 40, new byte[] {1}),
                        record(DtlsRecord.CHANGE_CIPHER_SPEC, 1, 0, new byte[] {1}),
                        record(DtlsRecord.ALERT, 1, 0, new byte[] {2, 40}),
                        record(DtlsRecord.ALERT, 1, 0, noise),
                        record(DtlsRecord.APPLICATION_DATA, 0, 7, noise),
                        record(DtlsRecord.APPLICATION_DATA, 1, 7, noise),
                        record(DtlsRecord.APPLICATION_DATA, 1, 8, new byte[0]),
                        record(DtlsRecord.APPLICATION_DATA, 1, 9, new byte[] {1}),
                        record(DtlsRecord.APPLICATION_DATA, 1, 10, new byte[23]),
                        record(DtlsRecord.APPLICATION_DATA, 2, 0, noise),
                        record(DtlsRecord.HANDSHAKE, 1, (1L << 48) - 1, noise),
                        record(24, 1, 0, noise),
                        record(25, 0, 0, noise),
                        fragment(0, 0, 0, 0, new byte[0]),
                        fragment(CLIENT_HELLO, 1, 40, 0, new byte[40]),
                        fragment(CLIENT_HELLO, 0, 0xffffff, 0, new byte[40]),
                        fragment(CLIENT_HELLO, 0, 100, 90, new byte[40]),
                        fragment(CERTIFICATE, 1, 0xffffff, 0xfffff0, new byte[10]),
                        fragment(CERTIFICATE, 1, 600, 10, new byte[40]),
                        fragment(CERTIFICATE, 1, 16_385, 10, new byte[40]),
                        fragment(CERTIFICATE_VERIFY, 3, 70, 10, new byte[40]),
                        fragment(CERTIFICATE_VERIFY, 60_000, 70, 10, new byte[40]),
                        fragment(FINISHED, 4, 12, 0, new byte[12]),
                        fragment(FINISHED, 5, 12, 0, new byte[12]))
                .toList();
    }
}
