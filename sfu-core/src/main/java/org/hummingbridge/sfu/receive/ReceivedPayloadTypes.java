/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import java.util.Arrays;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;

/**
 * What one sender's payload types mean for receiving: clock rates, which one a retransmission stands for, and the feedback that
 * the sender understands. Computed once per negotiation; names codecs only to those who read their payloads.
 */
public final class ReceivedPayloadTypes {
    static final int NONE = -1;

    private static final int TYPES = 128;

    private final int[] clockRates = new int[TYPES];
    private final int[] primaries = new int[TYPES];
    private final VideoCodec[] codecs = new VideoCodec[TYPES];
    private boolean nack;
    private boolean pictureLossIndication;
    private boolean fullIntraRequest;

    private ReceivedPayloadTypes() {
        Arrays.fill(primaries, NONE);
        Arrays.fill(codecs, VideoCodec.OTHER);
    }

    /** The tables for what {@code sender} negotiated for one media type. */
    public static ReceivedPayloadTypes of(final MediaDescription sender) {
        final ReceivedPayloadTypes types = new ReceivedPayloadTypes();
        for (final PayloadType type : sender.payloadTypes()) {
            if (type.id() >= 0 && type.id() < TYPES) {
                types.add(type);
            }
        }
        return types;
    }

    private void add(final PayloadType type) {
        if ("rtx".equalsIgnoreCase(type.encoding())) {
            final String apt = type.parameters().getOrDefault("apt", "");
            if (apt.matches("\\d{1,3}") && Integer.parseInt(apt) < TYPES) {
                primaries[type.id()] = Integer.parseInt(apt);
            }
            return;
        }
        clockRates[type.id()] = type.clockRate();
        codecs[type.id()] = VideoCodec.of(type.encoding());
        nack |= type.feedback().contains("nack");
        pictureLossIndication |= type.feedback().contains("nack pli");
        fullIntraRequest |= type.feedback().contains("ccm fir");
    }

    /** In Hz; 0 for a payload type that was not negotiated, or is one of retransmissions. */
    int clockRate(final int payloadType) {
        return clockRates[payloadType];
    }

    /** Of a negotiated video payload type; of others it says nothing. */
    public VideoCodec codec(final int payloadType) {
        return codecs[payloadType];
    }

    /** What an RTX payload type (RFC 4588 §8.6, "apt") stands for, or {@link #NONE}. */
    int primary(final int rtxPayloadType) {
        return primaries[rtxPayloadType];
    }

    /** Whether the sender repeats packets on request (RFC 4585 §6.2.1). */
    boolean nack() {
        return nack;
    }

    boolean pictureLossIndication() {
        return pictureLossIndication;
    }

    boolean fullIntraRequest() {
        return fullIntraRequest;
    }
}
