/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.receive.TestMedia;

/** The ways in which simulated senders encode. */
enum VideoMode {
    VP8(VideoCodec.VP8, 100, 3, 1, 15),
    VP8_SHORT_IDS(VideoCodec.VP8, 100, 3, 1, 7),
    VP9_SIMULCAST(VideoCodec.VP9, 101, 3, 1, 15),
    VP9_SVC(VideoCodec.VP9, 101, 1, 3, 15),
    VP9_KEY_SVC(VideoCodec.VP9, 101, 1, 3, 15),
    VP9_FLEXIBLE(VideoCodec.VP9, 101, 1, 3, 15),
    AV1_SIMULCAST(VideoCodec.AV1, 41, 3, 1, 16),
    AV1_SVC(VideoCodec.AV1, 41, 1, 3, 16),
    AV1_KEY_SVC(VideoCodec.AV1, 41, 1, 3, 16),
    H264_LAYERED(VideoCodec.H264, 107, 3, 1, 16),
    H264(VideoCodec.H264, 107, 3, 1, 0);

    static final int DESCRIPTOR_ID = 11;

    /** Structures as Chrome has sent them, with template_id_offset 0. */
    private static final String L1T3 = "800001800214eaa860414d141020842701df010d";

    private static final String L3T3_KEY =
            "8003ca80081485214eaaaaa8000600004000100002aa80a8000600004000100002a000a80006000040"
                    + "0016d549241b5524906d54923157e001974ca864330e222396eca8655304224390eca87753013f00b3027f016704ff02cf";
    private static final String L3T3 =
            "d0013481e81485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a8000600004000"
                    + "1d954926e082b04a0941b820ac1282503157f974000ca864330e222222eca8655304224230eca87753013f00b3027f016704ff02cf";

    final VideoCodec codec;
    final int payloadType;
    final int encodings;
    final int spatialLayers;
    final int idBits;

    VideoMode(
            final VideoCodec codec,
            final int payloadType,
            final int encodings,
            final int spatialLayers,
            final int idBits) {
        this.codec = codec;
        this.payloadType = payloadType;
        this.encodings = encodings;
        this.spatialLayers = spatialLayers;
        this.idBits = idBits;
    }

    boolean hasDescriptor() {
        return idBits == 16;
    }

    byte[] structure() {
        return HexFormat.of().parseHex(spatialLayers == 1 ? L1T3 : this == AV1_SVC ? L3T3 : L3T3_KEY);
    }

    /** Frames of higher spatial layers refer to lower ones in every picture. */
    boolean alwaysInterLayer() {
        return this == VP9_SVC || this == VP9_FLEXIBLE || this == AV1_SVC;
    }

    static VideoCodec codecOf(final int payloadType) {
        return switch (payloadType) {
            case 100 -> VideoCodec.VP8;
            case 101 -> VideoCodec.VP9;
            case 41 -> VideoCodec.AV1;
            default -> VideoCodec.H264;
        };
    }

    /** What all senders and receivers have negotiated. */
    static MediaDescription media() {
        return TestMedia.video(
                List.of(
                        TestMedia.type(100, "VP8", 90000, Map.of(), "nack", "nack pli", "transport-cc"),
                        TestMedia.type(96, "rtx", 90000, Map.of("apt", "100")),
                        TestMedia.type(101, "VP9", 90000, Map.of(), "nack", "nack pli", "transport-cc"),
                        TestMedia.type(97, "rtx", 90000, Map.of("apt", "101")),
                        TestMedia.type(41, "AV1", 90000, Map.of(), "nack", "nack pli", "transport-cc"),
                        TestMedia.type(42, "rtx", 90000, Map.of("apt", "41")),
                        TestMedia.type(107, "H264", 90000, Map.of(), "nack", "nack pli", "transport-cc"),
                        TestMedia.type(99, "rtx", 90000, Map.of("apt", "107"))),
                new HeaderExtension(5, TestMedia.TRANSPORT_CC),
                new HeaderExtension(DESCRIPTOR_ID, TestMedia.DEPENDENCY_DESCRIPTOR));
    }
}
