/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.receive.TestMedia;
import org.junit.jupiter.api.Test;

class ExtensionMapTest {
    private static final PayloadType WITH_FEEDBACK = TestMedia.type(100, "VP8", 90_000, Map.of(), "transport-cc");
    private static final PayloadType WITHOUT_FEEDBACK = TestMedia.type(100, "VP8", 90_000, Map.of());

    @Test
    void whatDescribesTheMediaGetsTheReceiversId() {
        final ExtensionMap map = map(
                media(WITH_FEEDBACK, new HeaderExtension(13, TestMedia.ORIENTATION)),
                media(WITH_FEEDBACK, new HeaderExtension(200, TestMedia.ORIENTATION)));

        assertThat(map.map(13)).isEqualTo(200);
        assertThat(map.map(200)).isEqualTo(ExtensionMap.NONE);
    }

    @Test
    void whatNamesThingsOfTheSendersSessionIsDropped() {
        final MediaDescription both = media(
                WITH_FEEDBACK,
                new HeaderExtension(10, TestMedia.MID),
                new HeaderExtension(4, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
                new HeaderExtension(5, TestMedia.TRANSPORT_CC));

        final ExtensionMap map = map(both, both);

        assertThat(map.map(10)).isEqualTo(ExtensionMap.NONE);
        assertThat(map.map(4)).isEqualTo(ExtensionMap.NONE);
        assertThat(map.map(5)).isEqualTo(ExtensionMap.NONE);
    }

    @Test
    void whatTheReceiverDidNotNegotiateIsDropped() {
        final ExtensionMap map =
                map(media(WITH_FEEDBACK, new HeaderExtension(13, TestMedia.ORIENTATION)), media(WITH_FEEDBACK));

        assertThat(map.map(13)).isEqualTo(ExtensionMap.NONE);
    }

    @Test
    void dependencyDescriptorsGoToThoseOnlyWhomTheirTemplatesCanBeSent() {
        final MediaDescription mixed = media(WITH_FEEDBACK, new HeaderExtension(11, TestMedia.DEPENDENCY_DESCRIPTOR));
        final MediaDescription oneByteOnly =
                new MediaDescription(mixed.type(), mixed.payloadTypes(), mixed.extensions(), false);

        assertThat(map(mixed, mixed).map(11)).isEqualTo(11);
        assertThat(map(mixed, oneByteOnly).map(11)).isEqualTo(ExtensionMap.NONE);
    }

    @Test
    void transportNumbersAreWrittenOnlyIfTheReceiverReportsThem() {
        final HeaderExtension transport = new HeaderExtension(5, TestMedia.TRANSPORT_CC);

        assertThat(map(media(WITH_FEEDBACK), media(WITH_FEEDBACK, transport)).transportSequenceId())
                .isEqualTo(5);
        assertThat(map(media(WITH_FEEDBACK), media(WITHOUT_FEEDBACK, transport)).transportSequenceId())
                .isEqualTo(ExtensionMap.NONE);
    }

    @Test
    void idsThatDoNotExistAreIgnored() {
        final ExtensionMap map = map(
                media(WITH_FEEDBACK, new HeaderExtension(256, TestMedia.ORIENTATION)),
                media(WITH_FEEDBACK, new HeaderExtension(-1, TestMedia.ORIENTATION)));

        for (int id = 0; id < 256; id++) {
            assertThat(map.map(id)).isEqualTo(ExtensionMap.NONE);
        }
    }

    private static MediaDescription media(final PayloadType type, final HeaderExtension... extensions) {
        return TestMedia.video(List.of(type), extensions);
    }

    private static ExtensionMap map(final MediaDescription sender, final MediaDescription receiver) {
        return ExtensionMap.of(sender, receiver);
    }
}
