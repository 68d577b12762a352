/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;

/** What Jicofo offers by default, as far as these tests need it. */
public final class TestMedia {
    public static final int VP8 = 100;
    public static final int VP8_RTX = 96;
    public static final int OPUS = 111;

    public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public static final String ORIENTATION = "urn:3gpp:video-orientation";
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    public static final String TRANSPORT_CC =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    public static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    private TestMedia() {}

    public static MediaDescription video() {
        return video(
                List.of(
                        type(VP8, "VP8", 90000, Map.of(), "ccm fir", "nack", "nack pli", "transport-cc"),
                        type(VP8_RTX, "rtx", 90000, Map.of("apt", "100"))),
                new HeaderExtension(3, ABS_SEND_TIME),
                new HeaderExtension(5, TRANSPORT_CC),
                new HeaderExtension(10, MID),
                new HeaderExtension(11, DEPENDENCY_DESCRIPTOR),
                new HeaderExtension(13, ORIENTATION));
    }

    public static MediaDescription video(final List<PayloadType> types, final HeaderExtension... extensions) {
        return new MediaDescription(MediaType.VIDEO, types, List.of(extensions), true);
    }

    public static MediaDescription audio() {
        return new MediaDescription(
                MediaType.AUDIO,
                List.of(
                        type(OPUS, "opus", 48000, Map.of("minptime", "10"), "transport-cc"),
                        type(126, "telephone-event", 8000, Map.of())),
                List.of(new HeaderExtension(1, AUDIO_LEVEL), new HeaderExtension(5, TRANSPORT_CC)),
                true);
    }

    public static PayloadType type(
            final int id,
            final String encoding,
            final int clockRate,
            final Map<String, String> parameters,
            final String... feedback) {
        return new PayloadType(id, encoding, clockRate, 1, parameters, Set.of(feedback));
    }
}
