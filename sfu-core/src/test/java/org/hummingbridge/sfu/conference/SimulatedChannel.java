/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.sctp.DataChannelListener;
import org.hummingbridge.sfu.sctp.DataChannels;

/** A client's data channel to the bridge; keeps the text messages that come. */
final class SimulatedChannel implements DataChannelListener {
    private final EndpointTransport transport;
    private final DataChannels channels;
    private final List<String> texts = new ArrayList<>();

    SimulatedChannel(final EndpointTransport transport, final long seed) {
        this.transport = transport;
        this.channels = new DataChannels(this, new SplittableRandom(seed));
    }

    /** As browsers do once DTLS is up. */
    void open(final long now) {
        channels.open("JVB data channel", "http://jitsi.org/protocols/colibri", now);
    }

    /** False if it is not open. */
    boolean send(final String text, final long now) {
        return channels.sendText(text.getBytes(UTF_8), now);
    }

    /** What came, in order. */
    List<String> texts() {
        return texts;
    }

    void onPacket(final byte[] bytes, final int offset, final int length, final long now) {
        channels.onPacket(bytes, offset, length, now);
    }

    void onTick(final long now) {
        if (now - channels.nextDeadline() >= 0) {
            channels.onTime(now);
        }
    }

    @Override
    public void send(final byte[] packet, final int length) {
        transport.sendApplicationData(packet, length);
    }

    @Override
    public void text(final byte[] utf8) {
        texts.add(new String(utf8, UTF_8));
    }

    @Override
    public void channelOpened(final String label, final String protocol) {}

    @Override
    public void channelClosed() {}

    @Override
    public void associationClosed(final String reason) {}
}
