/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** What comes to a client: keeps account of it, asks again for what is lacking, and says what arrived when. */
final class SimulatedReception {
    private static final int RED_PAYLOAD_TYPE = 112;

    /** In whose name it reports. */
    private static final int REPORTER = 1;

    private final Counters counters;
    private final Map<Integer, SourceReceiver> receivers = new HashMap<>();
    private final TransportArrivals arrivals = new TransportArrivals();
    private final Map<Integer, BitSet> video = new HashMap<>();
    private final List<Integer> videoLengths = new ArrayList<>();
    private final Map<Integer, List<Integer>> audio = new HashMap<>();
    private final Set<Integer> audioTypes = new HashSet<>();
    private final Map<Integer, Integer> packetsBySsrc = new HashMap<>();
    private int lastAudioPayload;

    SimulatedReception(final Counters counters) {
        this.counters = counters;
    }

    void onRtp(final PacketBuffer plain, final long now) {
        final byte[] bytes = plain.bytes();
        final int ssrc = RtpHeader.ssrc(bytes, plain.offset());
        final int sequenceAt = ExtensionReader.find(bytes, plain.offset(), CallParts.TRANSPORT_CC_ID);
        if (sequenceAt >= 0) {
            arrivals.onPacket(
                    TransportSequence.read(bytes, sequenceAt), ssrc, RtpHeader.marker(bytes, plain.offset()), now);
        }
        packetsBySsrc.merge(ssrc, 1, Integer::sum);
        final int sender = SimulatedParticipant.senderOf(ssrc);
        final int payloadType = RtpHeader.payloadType(bytes, plain.offset());
        if (payloadType == CallParts.OPUS || payloadType == RED_PAYLOAD_TYPE) {
            audioTypes.add(payloadType);
            lastAudioPayload = plain.length() - RtpHeader.headerLength(bytes, plain.offset());
            audio.computeIfAbsent(sender, s -> new ArrayList<>()).add(RtpHeader.sequence(bytes, plain.offset()));
        } else {
            onVideo(sender, plain, now);
        }
    }

    private void onVideo(final int sender, final PacketBuffer plain, final long now) {
        videoLengths.add(plain.length());
        final SourceReceiver receiver = receivers.computeIfAbsent(
                sender, s -> new SourceReceiver(s, s + 1, ReceivedPayloadTypes.of(CallParts.VIDEO_WITH_RTX), counters));
        if (receiver.onPacket(plain, now) != null) {
            return;
        }
        final int at = plain.offset() + RtpHeader.headerLength(plain.bytes(), plain.offset());
        if (plain.end() - at >= SimulatedVideo.HEAD_BYTES) {
            video.computeIfAbsent(sender + 2 * SimulatedVideo.encoding(plain.bytes(), at), s -> new BitSet())
                    .set(SimulatedVideo.number(plain.bytes(), at));
        }
    }

    /** Lets time pass, and writes the feedback that is due. */
    void onTick(final RtcpWriter out, final long now) {
        for (final SourceReceiver receiver : receivers.values()) {
            receiver.onTick(now);
            receiver.writeFeedback(out, REPORTER, false, now);
        }
        arrivals.writeFeedback(out, REPORTER, now);
    }

    /** How many different packets of an encoding arrived or were recovered. */
    int videoOn(final int encodingSsrc) {
        return video.getOrDefault(encodingSsrc, new BitSet()).cardinality();
    }

    /** Lengths of the video packets that came, padding included, in order. */
    List<Integer> videoLengths() {
        return videoLengths;
    }

    /** Sequence numbers of the audio that came from a sender, in order of arrival. */
    List<Integer> audioOf(final int sender) {
        return audio.getOrDefault(sender, List.of());
    }

    /** Payload types that audio came with. */
    Set<Integer> audioTypes() {
        return audioTypes;
    }

    /** Bytes of payload that the last audio packet had. */
    int lastAudioPayload() {
        return lastAudioPayload;
    }

    /** How many packets came on an SSRC. */
    int packetsOn(final int ssrc) {
        return packetsBySsrc.getOrDefault(ssrc, 0);
    }

    void close() {
        receivers.values().forEach(SourceReceiver::close);
    }
}
