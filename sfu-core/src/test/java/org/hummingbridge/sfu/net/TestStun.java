/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.StunRouter;

/** STUN headers with a name behind them, and a router that goes by that name. Not STUN otherwise. */
final class TestStun implements StunRouter {
    private static final int HEADER_BYTES = 20;
    private static final int COOKIE = 0x2112_A442;

    private final Map<String, DatagramSink> owners = new ConcurrentHashMap<>();

    static byte[] request(final String name) {
        return message(0x0001, name);
    }

    static byte[] indication(final String name) {
        return message(0x0011, name);
    }

    private static byte[] message(final int type, final String name) {
        final byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEADER_BYTES + text.length)
                .putShort((short) type)
                .putShort((short) text.length)
                .putInt(COOKIE)
                .position(HEADER_BYTES)
                .put(text)
                .array();
    }

    static boolean isRequest(final byte[] datagram) {
        return datagram.length >= HEADER_BYTES && datagram[0] == 0 && datagram[1] == 1;
    }

    void owner(final String name, final DatagramSink sink) {
        owners.put(name, sink);
    }

    @Override
    public DatagramSink sinkFor(final byte[] bytes, final int offset, final int length) {
        return owners.get(new String(bytes, offset + HEADER_BYTES, length - HEADER_BYTES, StandardCharsets.US_ASCII));
    }
}
