/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import org.hummingbridge.bench.media.PayloadStamp;
import org.hummingbridge.bench.media.SentHistory;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.jspecify.annotations.Nullable;

/** One SSRC of a sender, with that of its retransmissions: numbers, stamps, protects and sends what its source makes. */
final class OutgoingStream {
    static final int MAX_PAYLOAD_BYTES = 1200;
    private static final int NO_LEVEL = -1;

    private final Participant owner;
    private final int stream;
    private final int ssrc;
    private final int payloadType;
    private final int rtxPayloadType;
    private final @Nullable SentHistory history;
    private final ExtensionWriter extensions = new ExtensionWriter();
    private final byte[] payload = new byte[MAX_PAYLOAD_BYTES];
    private final byte[] repeated = new byte[MAX_PAYLOAD_BYTES + RtxPayload.OSN_BYTES];
    private final byte[] out = new byte[2048];
    private long sent;
    private long measured;
    private long bytes;
    private int rtxSequence;
    private int lastTimestamp;

    /**
     * @param stream its place among the streams of the conference
     * @param rtxPayloadType 0 for streams whose losses stay lost
     */
    OutgoingStream(
            final Participant owner,
            final int stream,
            final int ssrc,
            final int payloadType,
            final int rtxPayloadType) {
        this.owner = owner;
        this.stream = stream;
        this.ssrc = ssrc;
        this.payloadType = payloadType;
        this.rtxPayloadType = rtxPayloadType;
        this.history = rtxPayloadType == 0 ? null : new SentHistory(MAX_PAYLOAD_BYTES);
        // What an encoder makes does not compress, nor does it matter.
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31 + stream);
        }
    }

    int stream() {
        return stream;
    }

    int ssrc() {
        return ssrc;
    }

    int rtxSsrc() {
        return ssrc + 1;
    }

    /** What is lost of audio stays lost. */
    boolean isAudio() {
        return history == null;
    }

    /** Whether its participant sends nothing for now. */
    boolean isMuted() {
        return owner.isMuted();
    }

    /** A measured window is to begin: nothing has been sent in it. */
    void beginWindow() {
        measured = 0;
    }

    /** Packets sent within the measured window. */
    long measured() {
        return measured;
    }

    /** Where the source writes the front of the next payload. */
    byte[] payload() {
        return payload;
    }

    void sendVideo(final int length, final boolean marker, final int timestamp) {
        send(length, marker, timestamp, NO_LEVEL);
    }

    void sendAudio(final int length, final int timestamp, final int level) {
        send(length, false, timestamp, level);
    }

    private void send(final int length, final boolean marker, final int timestamp, final int level) {
        if (!owner.maySend()) {
            return;
        }
        final int sequence = (int) sent & 0xffff;
        final long now = System.nanoTime();
        PayloadStamp.write(payload, length, stream, sent, now);
        if (history != null) {
            history.add(sequence, timestamp, marker, payload, length);
        }
        final int header = header(payloadType, sequence, timestamp, ssrc, marker, level);
        owner.sendRtp(out, header, payload, length);
        lastTimestamp = timestamp;
        sent++;
        bytes += length;
        if (owner.loop().isMeasured(now)) {
            measured++;
        }
    }

    /** Answers a NACK, if the packet is not too old. */
    void repeat(final int sequence) {
        if (history == null) {
            return;
        }
        final int slot = history.find(sequence);
        if (slot >= 0 && owner.maySend()) {
            RtxPayload.originalSequence(repeated, 0, sequence);
            final int length = RtxPayload.OSN_BYTES + history.copy(slot, repeated, RtxPayload.OSN_BYTES);
            final int header = header(
                    rtxPayloadType, rtxSequence++, history.timestamp(slot), rtxSsrc(), history.marker(slot), NO_LEVEL);
            owner.sendRtp(out, header, repeated, length);
        }
    }

    private int header(
            final int type,
            final int sequence,
            final int timestamp,
            final int of,
            final boolean marker,
            final int level) {
        out[0] = (byte) 0x80;
        out[1] = 0;
        RtpHeader.payloadType(out, 0, type);
        RtpHeader.marker(out, 0, marker);
        RtpHeader.sequence(out, 0, sequence);
        RtpHeader.timestamp(out, 0, timestamp);
        RtpHeader.ssrc(out, 0, of);
        extensions.begin(out, 0, false);
        if (level != NO_LEVEL) {
            out[extensions.reserve(Offer.AUDIO_LEVEL_ID, AudioLevel.BYTES)] =
                    AudioLevel.of(level, level < AudioSource.VOICE_LEVEL);
        }
        TransportSequence.write(out, extensions.reserve(Offer.TRANSPORT_CC_ID, 2), owner.nextTransportSequence());
        return extensions.end();
    }

    boolean writeReport(final RtcpWriter writer, final long ntpTime) {
        return sent == 0 || writer.senderReport(ssrc, ntpTime, lastTimestamp, (int) sent, (int) bytes);
    }
}
