/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** What a loop counts besides drops. */
public enum Counter {
    DATAGRAMS_RECEIVED("datagrams_received", "UDP datagrams read"),
    BYTES_RECEIVED("bytes_received", "UDP payload bytes read"),
    READ_BATCHES("read_batches", "batches of datagrams read"),
    DATAGRAMS_SENT("datagrams_sent", "UDP datagrams handed to the kernel"),
    BYTES_SENT("bytes_sent", "UDP payload bytes handed to the kernel"),
    SEND_RUNS("send_runs", "GSO runs and single datagrams handed to the kernel"),
    HANDED_OVER("handed_over", "datagrams passed to another loop"),
    SENT_FOR_OTHERS("sent_for_others", "packets encrypted and sent for conferences of other loops"),
    RECEIVERS_SPREAD("receivers_spread", "receivers whose packets another loop encrypts and sends from then on"),
    PACKET_SLOTS("packet_slots", "slots of 2 KiB made for packets, which are used again and never given back"),
    KERNEL_DROPS("kernel_drops", "datagrams that the kernel dropped because a receive buffer was full"),
    RTP_RECEIVED("rtp_received", "authenticated RTP packets"),
    RTCP_RECEIVED("rtcp_received", "authenticated RTCP packets"),
    MEDIA_BYTES_RECEIVED("media_bytes_received", "bytes of authenticated SRTP and SRTCP packets"),
    RTP_FORWARDED("rtp_forwarded", "RTP packets sent to receivers"),
    RTX_SENT("rtx_sent", "packets retransmitted to receivers"),
    PROBES_SENT("probes_sent", "retransmissions and padding sent to find out what a link carries"),
    PACED("paced", "video packets that waited for a receiver's link"),
    PADDED("padded", "video packets that got padding to leave together with their neighbours"),
    MEDIA_PACKETS_SENT("media_packets_sent", "SRTP and SRTCP packets sent, retransmissions included"),
    MEDIA_BYTES_SENT("media_bytes_sent", "bytes of SRTP and SRTCP packets sent"),
    VIDEO_MILLIS_RECEIVED("video_millis_received", "milliseconds that video sources were sending, summed"),
    KEYFRAMES_RECEIVED("keyframes_received", "key frames that senders sent, of every encoding"),
    LAYERING_CHANGES("layering_changes", "times that layers of a video source came up, changed or stopped"),
    RTX_RECOVERED("rtx_recovered", "packets recovered from senders by retransmission"),
    NACKS_SENT("nacks_sent", "sequence numbers asked again from senders"),
    NACKS_RECEIVED("nacks_received", "sequence numbers that receivers asked for again"),
    KEYFRAMES_REQUESTED("keyframes_requested", "PLI or FIR sent to senders"),
    ICE_CONNECTED("ice_connected", "endpoints whose ICE found a path"),
    ICE_FAILED("ice_failed", "endpoints whose ICE found none"),
    DTLS_ESTABLISHED("dtls_established", "DTLS handshakes completed"),
    ICE_CONNECT_NANOS("ice_connect_nanos", "time from the first check to the first path, summed over endpoints"),
    DTLS_HANDSHAKE_NANOS("dtls_handshake_nanos", "time that completed DTLS handshakes took, summed"),
    DTLS_FAILED("dtls_failed", "DTLS handshakes failed"),
    BUSY_NANOS("busy_nanos", "time spent working, in nanoseconds"),
    STALLS("stalls", "turns longer than a tick's 5 ms, which packets had to wait for"),
    TIMES_BEHIND(
            "times_behind", "times that the loop had more to do than it could, and began to leave out what can be"),
    BEHIND_NANOS("behind_nanos", "time in which it did so, in nanoseconds"),
    TIMES_SHED(
            "times_shed",
            "times that the loop lowered the number of videos for everybody because it was behind for long"),
    SHED_NANOS("shed_nanos", "time in which that number was limited, in nanoseconds"),
    LOOP_FAILURES("loop_failures", "exceptions and errors that a loop caught from the work it called");

    private final String label;
    private final String meaning;

    Counter(final String label, final String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Name of the metric. */
    public String label() {
        return label;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
