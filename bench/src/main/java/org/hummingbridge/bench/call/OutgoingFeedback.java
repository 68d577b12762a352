/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.List;
import org.hummingbridge.sfu.rtp.rtcp.FullIntraRequest;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;

/** Does what the bridge asks of a sender: packets again, key frames. Its estimates are not followed: the loop is open. */
final class OutgoingFeedback {
    private final List<OutgoingStream> streams;
    private final List<VideoSource> videos;
    private final RtcpReader reader = new RtcpReader();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final FullIntraRequest fullIntra = new FullIntraRequest();

    OutgoingFeedback(final List<OutgoingStream> streams, final List<VideoSource> videos) {
        this.streams = streams;
        this.videos = videos;
    }

    void onRtcp(final byte[] plain, final int length) {
        reader.start(plain, 0, length);
        while (reader.next()) {
            if (nack.read(reader)) {
                for (final OutgoingStream stream : streams) {
                    if (stream.ssrc() == nack.mediaSsrc()) {
                        while (nack.next()) {
                            stream.repeat(nack.sequence());
                        }
                    }
                }
            } else if (pictureLoss.read(reader) || fullIntra.read(reader)) {
                videos.forEach(VideoSource::wantKeyFrame);
            }
        }
    }
}
