/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hummingbridge.sfu.media.PayloadType;

/**
 * Whether two payload types carry the same codec in a form that a decoder of one takes from an encoder of the other. Looks only
 * at format parameters that change the bitstream, not at wishes such as {@code useinbandfec}.
 */
final class CodecMatch {
    private static final int BASELINE = 0x42;
    private static final int CONSTRAINT_SET_1 = 0x40;

    /** RFC 6184 §8.1: what a missing profile-level-id stands for. */
    private static final String DEFAULT_PROFILE_LEVEL_ID = "42000a";

    private CodecMatch() {}

    static boolean same(final PayloadType a, final PayloadType b) {
        return a.encoding().equalsIgnoreCase(b.encoding())
                && a.clockRate() == b.clockRate()
                && Math.max(1, a.channels()) == Math.max(1, b.channels())
                && bitstream(a).equals(bitstream(b));
    }

    private static List<Object> bitstream(final PayloadType type) {
        final Map<String, String> fmtp = type.parameters();
        return switch (type.encoding().toUpperCase(Locale.ROOT)) {
            // RFC 6184 §8.1, RFC 9628 §6.1, AV1 RTP §7.2.1: levels are left out, since receivers scale down but not
            // across.
            case "H264" -> List.of(h264Profile(fmtp), fmtp.getOrDefault("packetization-mode", "0"));
            case "VP9" -> List.of(fmtp.getOrDefault("profile-id", "0"));
            case "AV1" -> List.of(fmtp.getOrDefault("profile", "0"));
            default -> List.of();
        };
    }

    /** Profile and constraints as one number; every spelling of Constrained Baseline is the same. */
    private static Object h264Profile(final Map<String, String> fmtp) {
        final String text = fmtp.getOrDefault("profile-level-id", DEFAULT_PROFILE_LEVEL_ID);
        try {
            final int profile = Integer.parseInt(text, 16) >>> 8;
            final boolean constrainedBaseline = profile >>> 8 == BASELINE && (profile & CONSTRAINT_SET_1) != 0;
            return constrainedBaseline ? (BASELINE << 8) | CONSTRAINT_SET_1 : profile;
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
