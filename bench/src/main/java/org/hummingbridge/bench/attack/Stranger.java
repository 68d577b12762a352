/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.attack;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.rtp.BigEndian;

/** What someone without keys can send to the bridge's port, from addresses that it has never proven. */
enum Stranger {
    /** First bytes that RFC 7983 gives to nobody, and lengths that nothing has. */
    GAPS("datagrams of no known kind, from empty to 1,400 bytes") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            final int length = LENGTHS[random.nextInt(LENGTHS.length)];
            random(to, length, random);
            to[0] = (byte) (random.nextBoolean() ? random.nextInt(4, 20) : random.nextInt(192, 256));
            return length;
        }
    },

    STUN_UNKNOWN("STUN requests for users that are not there") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            return binding(to, Long.toString(random.nextLong() >>> 16, 36) + ":x", random);
        }
    },

    STUN_FORGED("STUN requests for a user of the measured call, with a wrong MESSAGE-INTEGRITY") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            return binding(to, target.username(), random);
        }
    },

    STUN_MALFORMED("STUN requests whose attributes reach past their end") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            final int length = binding(to, target.username(), random);
            BigEndian.put16(to, STUN_HEADER_BYTES + 2, random.nextInt(0x1_0000));
            return length;
        }
    },

    CLIENT_HELLO("DTLS hellos from addresses that ICE has not proven") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            final int length = 150;
            random(to, length, random);
            // RFC 6347 §4.1: handshake, DTLS 1.2, epoch 0, and a ClientHello of the rest.
            to[0] = 22;
            BigEndian.put16(to, 1, 0xfefd);
            BigEndian.put64(to, 3, random.nextInt(1 << 16));
            BigEndian.put16(to, 11, length - 13);
            to[13] = 1;
            BigEndian.put24(to, 14, length - 25);
            return length;
        }
    },

    RTP("RTP from addresses that ICE has not proven") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            final int length = random.nextInt(12, 1200);
            random(to, length, random);
            to[0] = (byte) 0x80;
            return length;
        }
    };

    /**
     * Where the bridge is, and whom it expects there.
     *
     * @param username of a connectivity check that the bridge would take, were it signed
     */
    record Target(InetSocketAddress address, String username) {}

    private static final int[] LENGTHS = {0, 1, 2, 11, 12, 13, 19, 20, 100, 1400};
    private static final int STUN_HEADER_BYTES = 20;
    private static final int STUN_COOKIE = 0x2112_a442;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int INTEGRITY_BYTES = 20;

    private final String description;

    Stranger(final String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** Writes one datagram; returns its length. */
    abstract int write(byte[] to, Target target, RandomGenerator random);

    private static void random(final byte[] to, final int length, final RandomGenerator random) {
        for (int i = 0; i < length; i++) {
            to[i] = (byte) random.nextInt();
        }
    }

    /** RFC 8489 §5: a Binding request with a user and a signature by nobody. */
    private static int binding(final byte[] to, final String username, final RandomGenerator random) {
        final byte[] user = username.getBytes(StandardCharsets.US_ASCII);
        final int padded = (user.length + 3) & ~3;
        final int length = STUN_HEADER_BYTES + 4 + padded + 4 + INTEGRITY_BYTES;
        random(to, length, random);
        BigEndian.put16(to, 0, 1);
        BigEndian.put16(to, 2, length - STUN_HEADER_BYTES);
        BigEndian.put32(to, 4, STUN_COOKIE);
        BigEndian.put16(to, STUN_HEADER_BYTES, USERNAME);
        BigEndian.put16(to, STUN_HEADER_BYTES + 2, user.length);
        System.arraycopy(user, 0, to, STUN_HEADER_BYTES + 4, user.length);
        final int integrity = STUN_HEADER_BYTES + 4 + padded;
        BigEndian.put16(to, integrity, INTEGRITY);
        BigEndian.put16(to, integrity + 2, INTEGRITY_BYTES);
        return length;
    }
}
