/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/**
 * What a participant with valid keys and a proven address can do to a bridge. Each method of an {@link Act} sends one packet or
 * message; nothing that this participant does is measured.
 */
public final class Traitor {
    /** One kind of treason. */
    public enum Act {
        SRTP_BAD_TAG("SRTP that does not decrypt"),
        SRTP_REPLAY("one valid SRTP packet again and again"),
        SRTP_RUNTS("datagrams that begin like SRTP or SRTCP and end early"),
        RTCP_MALFORMED("authentic RTCP with lengths and counts that do not fit"),
        TWCC_LIES("transport feedback about 65,535 packets in 24 bytes"),
        REMB_LIES("bitrate estimates for 255 sources in 24 bytes"),
        NACK_STORM("requests for everything that another one ever sent"),
        PLI_STORM("requests for key frames"),
        UNKNOWN_SSRCS("RTP of sources that were never announced"),
        VP8_TRUNCATED("video whose descriptors end early"),
        RTX_TRUNCATED("retransmissions without what they retransmit"),
        EXTENSIONS("RTP with random header extensions"),
        ICE_CHURN("authentic connectivity checks, each from another port"),
        DTLS_FORGED("DTLS records of all kinds that nobody signed"),
        SCTP_GARBAGE("data records that are no SCTP, or whose chunks have no length"),
        CHANNEL_TEXTS("bridge channel messages that are no JSON, nest deeply, say things twice, or are for everybody");

        private final String description;

        Act(final String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }
    }

    private static final List<byte[]> TEXTS = Stream.of(
                    "\0 is no JSON",
                    "[".repeat(10_000),
                    "{\"colibriClass\":\"NoSuchClass\"}",
                    "{\"colibriClass\":\"EndpointMessage\",\"colibriClass\":\"LastNChangedEvent\",\"lastN\":NaN}",
                    "{\"colibriClass\":\"EndpointMessage\",\"to\":\"\",\"msgPayload\":{}}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final int NACKS = 64;

    /** As many as our own sender has room for beside its own, which is more than a bridge shall keep. */
    private static final int UNKNOWN_SSRCS = 900;

    private static final int UNKNOWN_SSRC = 0x4000_0000;
    private static final int RTP_VERSION = 0x80;
    private static final int RTCP_VERSION = 0x80;
    private static final int MAX_RUNT_BYTES = 40;
    private static final int DTLS_HEADER_BYTES = 13;

    private final Participant participant;
    private final Seat victim;
    private final SplittableRandom random = new SplittableRandom(1);
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[2048];
    private final byte[] payload = new byte[1200];
    private final int[] sequences = new int[NACKS];
    private byte[] replayed = {};
    private int sequence;
    private long sentElsewhere;

    /**
     * One that has joined, and means harm.
     *
     * @param victim another seat of the same conference
     */
    Traitor(final Participant participant, final Seat victim) {
        this.participant = participant;
        this.victim = victim;
        random.nextBytes(payload);
    }

    /** Datagrams that left by other sockets than the participant's. On the participant's loop. */
    long sentElsewhere() {
        return sentElsewhere;
    }

    private ClientTransport transport() {
        return participant.transport();
    }

    /** On the participant's loop. */
    void act(final Act act) {
        switch (act) {
            case SRTP_BAD_TAG -> badTag();
            case SRTP_REPLAY -> replay();
            case SRTP_RUNTS -> runt();
            case RTCP_MALFORMED -> malformedRtcp();
            case TWCC_LIES -> twcc();
            case REMB_LIES -> remb();
            case NACK_STORM -> nack();
            case PLI_STORM -> {
                writer.begin(out, 0, payload.length);
                writer.pictureLossIndication(participant.seat().reportSsrc(), victim.videoSsrc(0));
                transport().sendRtcp(out, writer.length());
            }
            case UNKNOWN_SSRCS -> rtp(UNKNOWN_SSRC + random.nextInt(UNKNOWN_SSRCS), 100);
            case VP8_TRUNCATED -> rtp(participant.seat().videoSsrc(0), random.nextInt(7));
            case RTX_TRUNCATED -> retransmission();
            case EXTENSIONS -> extensions();
            case ICE_CHURN -> churn();
            case DTLS_FORGED -> dtls();
            case SCTP_GARBAGE -> sctp();
            case CHANNEL_TEXTS -> participant.sendText(TEXTS.get(random.nextInt(TEXTS.size())));
        }
    }

    private void badTag() {
        System.arraycopy(payload, 0, out, 0, 200);
        header(participant.seat().videoSsrc(0), sequence++);
        transport().sendRaw(out, 200);
    }

    private void replay() {
        if (replayed.length == 0) {
            header(participant.seat().videoSsrc(0), sequence++);
            final int length = transport().protect(out, RtpHeader.FIXED_BYTES, payload, 100);
            replayed = Arrays.copyOf(out, Math.max(0, length));
        }
        transport().sendRaw(replayed, replayed.length);
    }

    /** Shorter than a header and a tag, or with more CSRCs and extensions than there are bytes. */
    private void runt() {
        final int length = random.nextInt(1, MAX_RUNT_BYTES);
        System.arraycopy(payload, random.nextInt(payload.length - length), out, 0, length);
        out[0] = (byte) (RTP_VERSION | random.nextInt(64));
        if (length > 1 && random.nextBoolean()) {
            out[1] = (byte) random.nextInt(200, 208);
        }
        transport().sendRaw(out, length);
    }

    /** RFC 4588 §4: two bytes of a number should come first. */
    private void retransmission() {
        header(participant.seat().videoSsrc(0) + 1, sequence++);
        out[1] = Offer.RTX;
        transport().sendRtp(out, RtpHeader.FIXED_BYTES, payload, random.nextInt(4));
    }

    /** What someone behind a strange router may cause, and who wants a bridge to remember and to check ever more addresses. */
    private void churn() {
        final int length = BindingRequest.write(out, participant.username(), random);
        BindingRequest.sign(out, length, participant.bridgePassword());
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(out, 0, length), participant.bridgeAddress());
            sentElsewhere++;
        } catch (IOException e) {
            throw new UncheckedIOException("a check from another port", e);
        }
    }

    /** RFC 6347 §4.1: from ChangeCipherSpec to application data, in both epochs. */
    private void dtls() {
        final int length = random.nextInt(DTLS_HEADER_BYTES, 200);
        System.arraycopy(payload, random.nextInt(payload.length - length), out, 0, length);
        out[0] = (byte) random.nextInt(20, 24);
        BigEndian.put16(out, 1, 0xfefd);
        BigEndian.put64(out, 3, ((long) random.nextInt(2) << 48) + random.nextInt(1 << 16));
        BigEndian.put16(out, 11, length - DTLS_HEADER_BYTES);
        transport().sendRaw(out, length);
    }

    private void header(final int ssrc, final int number) {
        out[0] = (byte) 0x80;
        out[1] = Offer.VP8;
        RtpHeader.sequence(out, 0, number);
        RtpHeader.timestamp(out, 0, number * 3000);
        RtpHeader.ssrc(out, 0, ssrc);
    }

    private void rtp(final int ssrc, final int length) {
        header(ssrc, sequence++);
        transport().sendRtp(out, RtpHeader.FIXED_BYTES, payload, length);
    }

    private void extensions() {
        header(participant.seat().videoSsrc(0), sequence++);
        final int words = random.nextInt(16);
        RtpHeader.extension(out, 0, true);
        BigEndian.put16(out, RtpHeader.FIXED_BYTES, random.nextBoolean() ? 0xbede : 0x1000);
        BigEndian.put16(out, RtpHeader.FIXED_BYTES + 2, words);
        for (int i = 0; i < words; i++) {
            BigEndian.put32(out, RtpHeader.FIXED_BYTES + 4 + 4 * i, random.nextInt());
        }
        transport().sendRtp(out, RtpHeader.FIXED_BYTES + 4 + 4 * words, payload, 100);
    }

    private void malformedRtcp() {
        final int length = 4 * random.nextInt(2, 20);
        for (int i = 0; i < length; i += 4) {
            BigEndian.put32(out, i, random.nextInt());
        }
        out[0] = (byte) (RTCP_VERSION | random.nextInt(32));
        out[1] = (byte) random.nextInt(200, 208);
        if (random.nextBoolean()) {
            BigEndian.put16(out, 2, length / 4 - 1);
        }
        // One and the same sender: that of a new one with every packet is another attack.
        BigEndian.put32(out, 4, participant.seat().reportSsrc());
        transport().sendRtcp(out, length);
    }

    /** draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1: a count of statuses that is more than all chunks hold. */
    private void twcc() {
        BigEndian.put32(out, 12, random.nextInt() | 0xffff);
        BigEndian.put32(out, 16, random.nextInt());
        BigEndian.put32(out, 20, random.nextInt());
        feedback(205, 15, 24);
    }

    /** Sends a feedback message whose control information is in place. */
    private void feedback(final int type, final int format, final int length) {
        out[0] = (byte) (RTCP_VERSION | format);
        out[1] = (byte) type;
        BigEndian.put16(out, 2, length / 4 - 1);
        BigEndian.put32(out, 4, participant.seat().reportSsrc());
        BigEndian.put32(out, 8, victim.videoSsrc(0));
        transport().sendRtcp(out, length);
    }

    /** draft-alvestrand-rmcat-remb-03 §2.2: the word "REMB", the number of SSRCs, an exponent and mantissa of all ones. */
    private void remb() {
        BigEndian.put32(out, 12, 0x5245_4d42);
        BigEndian.put32(out, 16, -1);
        feedback(206, 15, 24);
    }

    private void nack() {
        final int newest = random.nextInt(0x1_0000);
        for (int i = 0; i < NACKS; i++) {
            sequences[i] = (newest + i) & 0xffff;
        }
        writer.begin(out, 0, payload.length);
        writer.nack(participant.seat().reportSsrc(), victim.videoSsrc(0), sequences, 0, NACKS);
        transport().sendRtcp(out, writer.length());
    }

    private void sctp() {
        final byte[] packet = new byte[random.nextInt(12, 64) & ~3];
        random.nextBytes(packet);
        if (packet.length > 16) {
            // RFC 9260 §3.2: an INIT whose length says 0.
            BigEndian.put32(packet, 12, 0x0100_0000);
        }
        transport().sendApplicationData(packet, packet.length);
    }
}
