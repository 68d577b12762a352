/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;

/** Keeps what it is given. As an endpoint would, binds the address of a STUN request and answers it. */
final class RecordingSink implements DatagramSink {
    static final byte[] ANSWER = {1, 1, 'o', 'k'};
    private static final int WAIT_SECONDS = 30;

    record Received(byte[] bytes, Path path, boolean onHomeLoop) {}

    private final Loop home;
    private final boolean answers;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    private RecordingSink(final Loop home, final boolean answers) {
        this.home = home;
        this.answers = answers;
    }

    static RecordingSink silent(final Loop home) {
        return new RecordingSink(home, false);
    }

    static RecordingSink answering(final Loop home) {
        return new RecordingSink(home, true);
    }

    @Override
    public Loop home() {
        return home;
    }

    @Override
    public void onDatagram(final PacketBuffer packet, final long nowNanos) {
        final byte[] bytes = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
        final Path path = packet.path();
        packet.release();
        if (answers && path != null && TestStun.isRequest(bytes)) {
            home.bind(path, this);
            home.sends().begin(path, ANSWER.length);
            System.arraycopy(ANSWER, 0, home.sends().array(), home.sends().position(), ANSWER.length);
            home.sends().commit(ANSWER.length);
        }
        received.add(new Received(bytes, path, home.inLoop()));
    }

    /** The next datagram, waited for. */
    Received next() {
        try {
            final Received next = received.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no datagram within " + WAIT_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isEmpty() {
        return received.isEmpty();
    }
}
