/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** Every reason for which a datagram or packet is not passed on. The label is what operators see in the metrics. */
public enum DropReason {
    TOO_SHORT("too_short", "shorter than any protocol's header"),
    TOO_LONG("too_long", "longer than a packet slot"),
    UNKNOWN_KIND("unknown_kind", "first byte belongs to no protocol of RFC 7983"),
    UNKNOWN_SOURCE("unknown_source", "DTLS or media from an address that no ICE check has proven"),
    NO_BUFFER("no_buffer", "all packet slots of the loop are in use"),
    HANDOFF_FULL("handoff_full", "the queue to the home loop is full"),
    SPREAD_FULL("spread_full", "the loop that sends to the receiver is too far behind"),
    STUN_MALFORMED("stun_malformed", "STUN message that does not parse"),
    STUN_UNKNOWN_UFRAG("stun_unknown_ufrag", "STUN message for no endpoint of ours"),
    STUN_INTEGRITY("stun_integrity", "STUN message whose MESSAGE-INTEGRITY or FINGERPRINT is wrong or missing"),
    STUN_UNEXPECTED("stun_unexpected", "STUN response without a request, or a method or attribute we do not serve"),
    STUN_TOO_MANY_ADDRESSES("stun_too_many_addresses", "an endpoint's address table is full"),
    DTLS_EARLY("dtls_early", "DTLS before ICE or signalling were ready for it"),
    DTLS_QUEUE_FULL("dtls_queue_full", "handshake or data-channel queue of an endpoint is full"),
    DTLS_INVALID("dtls_invalid", "DTLS record that cannot belong to this association"),
    SCTP_MALFORMED("sctp_malformed", "SCTP packet or chunk whose lengths or values cannot be"),
    SCTP_BAD_CHECKSUM("sctp_bad_checksum", "SCTP packet whose CRC32c is wrong"),
    SCTP_BAD_TAG("sctp_bad_tag", "SCTP packet with a verification tag that is not of this association"),
    SCTP_UNEXPECTED("sctp_unexpected", "SCTP chunk that the association's state or our subset has no use for"),
    SCTP_OVERFLOW("sctp_overflow", "SCTP data beyond the receive window, or a message over the size limit"),
    SRTP_NO_KEYS("srtp_no_keys", "media before the DTLS handshake finished"),
    SRTP_AUTH("srtp_auth", "SRTP or SRTCP authentication failed"),
    SRTP_REPLAY("srtp_replay", "SRTP or SRTCP packet seen before, or older than the window"),
    SRTP_MALFORMED("srtp_malformed", "SRTP or SRTCP packet too short for its header and tag"),
    SRTP_TOO_MANY_SSRCS("srtp_too_many_ssrcs", "an endpoint uses more SSRCs than are tracked"),
    SRTP_INDEX_REUSED("srtp_index_reused", "refused to encrypt two packets under one SRTP index"),
    RTP_MALFORMED("rtp_malformed", "RTP header, extension or padding lengths do not fit the packet"),
    RTP_UNKNOWN_SSRC("rtp_unknown_ssrc", "SSRC that was not signalled"),
    RTP_UNKNOWN_PAYLOAD_TYPE("rtp_unknown_payload_type", "payload type that was not negotiated"),
    RTP_DUPLICATE("rtp_duplicate", "packet restored by RTX or RED that had arrived already, or the reverse"),
    RTP_TOO_OLD("rtp_too_old", "packet older than the history"),
    RED_MALFORMED("red_malformed", "redundant audio (RFC 2198) whose block lengths do not fit the packet"),
    RTP_PADDING_ONLY("rtp_padding_only", "probe or padding without media"),
    RTP_BAD_DESCRIPTOR("rtp_bad_descriptor", "payload or dependency descriptor that does not parse"),
    RTP_UNKNOWN_STRUCTURE(
            "rtp_unknown_structure", "dependency descriptor that refers to a template structure never seen"),
    RTCP_MALFORMED("rtcp_malformed", "RTCP packet that does not parse"),
    FORCE_MUTED("force_muted", "moderators muted the sender"),
    AUDIO_SILENT("audio_silent", "digital silence of a muted microphone"),
    AUDIO_NOT_LOUDEST("audio_not_loudest", "others are louder, and only the loudest are forwarded"),
    RECEIVER_NOT_READY("receiver_not_ready", "receiver has no path or no keys yet"),
    RECEIVER_NOT_TOLD("receiver_not_told", "receiver has not been told yet on which SSRC the source comes"),
    RECEIVER_LACKS_CODEC("receiver_lacks_codec", "receiver did not negotiate the codec"),
    RTX_NOT_IN_HISTORY("rtx_not_in_history", "NACK for a packet that is no longer kept"),
    RTX_SUPPRESSED("rtx_suppressed", "NACK repeated within a round trip, or over the retransmission budget"),
    RTX_BEHIND(
            "rtx_behind", "NACK while the loop had more to do than it could: repairs are the first that it gives up"),
    NACK_BEHIND(
            "nack_behind",
            "RTCP that begins with a NACK, not even decrypted while the loop had more to do than it could"),
    KEYFRAME_REQUEST_LIMITED("keyframe_request_limited", "PLI or FIR too soon after the last for the encoding"),
    CHANNEL_NOT_READY("channel_not_ready", "data channel message without an open channel, or with a full queue"),
    CHANNEL_NOT_TEXT("channel_not_text", "data channel message that is not UTF-8"),
    NO_CONSENT("no_consent", "peer has not renewed consent (RFC 7675)"),
    SEND_WOULD_BLOCK("send_would_block", "kernel send buffer full"),
    SEND_FAILED("send_failed", "kernel refused the datagram");

    private final String label;
    private final String meaning;

    DropReason(final String label, final String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Value of the metric's {@code reason} label. */
    public String label() {
        return label;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
