/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

/** Layout that all feedback messages share (RFC 4585 §6.1): the RTCP header, the sender's SSRC, the media SSRC. */
final class FeedbackHeader {
    static final int SENDER_SSRC = 4;
    static final int MEDIA_SSRC = 8;

    /** Where the feedback control information (FCI) starts. */
    static final int BYTES = 12;

    private FeedbackHeader() {}
}
