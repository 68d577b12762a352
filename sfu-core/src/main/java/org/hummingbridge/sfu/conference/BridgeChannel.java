/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.sctp.DataChannelListener;
import org.hummingbridge.sfu.sctp.DataChannels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One endpoint's data channel: text between its DTLS association and the conference's listener. Never looks into the text. */
final class BridgeChannel implements DataChannelListener {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeChannel.class);

    private final String endpointId;
    private final Conference conference;
    private final EndpointTransport transport;
    private final Counters counters;
    private final DataChannels channels;

    BridgeChannel(
            final String endpointId,
            final Conference conference,
            final EndpointTransport transport,
            final RandomGenerator random) {
        this.endpointId = endpointId;
        this.conference = conference;
        this.transport = transport;
        this.counters = conference.home().counters();
        this.channels = new DataChannels(this, random);
    }

    boolean isOpen() {
        return channels.isOpen();
    }

    /** Takes what came out of DTLS. */
    void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {
        final DropReason reason = channels.onPacket(bytes, offset, length, now);
        if (reason != null) {
            counters.drop(reason);
        }
    }

    /** When {@link #onTick} is wanted next. */
    long nextDeadline() {
        return channels.nextDeadline();
    }

    void onTick(final long now) {
        if (now - channels.nextDeadline() >= 0) {
            channels.onTime(now);
        }
    }

    void sendText(final byte[] utf8, final long now) {
        if (!channels.sendText(utf8, now)) {
            counters.drop(DropReason.CHANNEL_NOT_READY);
        }
    }

    void close(final long now) {
        channels.close(now);
    }

    @Override
    public void send(final byte[] packet, final int length) {
        transport.sendApplicationData(packet, length);
    }

    @Override
    public void channelOpened(final String label, final String protocol) {
        conference.tell(new ConferenceEvent.ChannelOpened(endpointId));
    }

    @Override
    public void text(final byte[] utf8) {
        final String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            counters.drop(DropReason.CHANNEL_NOT_TEXT);
            return;
        }
        conference.tell(new ConferenceEvent.ChannelMessage(endpointId, text));
    }

    @Override
    public void channelClosed() {
        conference.tell(new ConferenceEvent.ChannelClosed(endpointId));
    }

    @Override
    public void associationClosed(final String reason) {
        LOG.info("{}/{}: SCTP association over: {}", conference.meetingId(), endpointId, reason);
    }
}
