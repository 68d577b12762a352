/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** View of a picture loss indication (PLI, RFC 4585 §6.3.1). The getters hold only after {@link #read} was true. */
public final class PictureLossIndication {
    private byte[] bytes = {};
    private int at;

    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.PAYLOAD_SPECIFIC_FEEDBACK, RtcpType.FORMAT_PLI, FeedbackHeader.BYTES)) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.SENDER_SSRC);
    }

    /** The stream that a key frame is asked of. */
    public int mediaSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.MEDIA_SSRC);
    }
}
