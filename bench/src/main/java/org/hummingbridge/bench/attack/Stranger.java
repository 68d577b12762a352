/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.attack;

import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.hummingbridge.bench.call.BindingRequest;
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

    /** Nothing that anybody sends in a call, and far longer than what a bridge has room for. */
    OVERSIZE("datagrams of 1,473 to 65,507 bytes, in fragments") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            to[0] = (byte) 0x80;
            return random.nextInt(MOST_UNFRAGMENTED + 1, MAX_BYTES + 1);
        }
    },

    STUN_UNKNOWN("STUN requests for users that are not there") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            return BindingRequest.write(to, Long.toString(random.nextLong() >>> 16, 36) + ":x", random);
        }
    },

    STUN_FORGED("STUN requests for a user of the measured call, with a wrong MESSAGE-INTEGRITY") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            return BindingRequest.write(to, target.username(), random);
        }
    },

    STUN_MALFORMED("STUN requests whose attributes reach past their end") {
        @Override
        int write(final byte[] to, final Target target, final RandomGenerator random) {
            final int length = BindingRequest.write(to, target.username(), random);
            BigEndian.put16(to, BindingRequest.HEADER_BYTES + 2, random.nextInt(0x1_0000));
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

    /** The longest that UDP over IPv4 takes. */
    static final int MAX_BYTES = 65_507;

    /** What an Ethernet frame holds. */
    static final int MOST_UNFRAGMENTED = 1_472;

    private static final int[] LENGTHS = {0, 1, 2, 11, 12, 13, 19, 20, 100, 1400};

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
}
