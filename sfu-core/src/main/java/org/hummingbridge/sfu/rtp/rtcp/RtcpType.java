/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

/** RTCP packet types and, for feedback, message formats: the IANA values that this bridge reads or writes. */
public final class RtcpType {
    /** RFC 3550 §6.4.1. */
    public static final int SENDER_REPORT = 200;

    /** RFC 3550 §6.4.2. */
    public static final int RECEIVER_REPORT = 201;

    /** RFC 3550 §6.5. */
    public static final int SOURCE_DESCRIPTION = 202;

    /** Transport layer feedback, RFC 4585 §6.2. */
    public static final int TRANSPORT_LAYER_FEEDBACK = 205;

    /** Payload-specific feedback, RFC 4585 §6.3. */
    public static final int PAYLOAD_SPECIFIC_FEEDBACK = 206;

    /** RFC 3611. */
    public static final int EXTENDED_REPORT = 207;

    /** Format of {@link #TRANSPORT_LAYER_FEEDBACK}, RFC 4585 §6.2.1. */
    public static final int FORMAT_NACK = 1;

    /** Format of {@link #TRANSPORT_LAYER_FEEDBACK}, draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1. */
    public static final int FORMAT_TRANSPORT_CC = 15;

    /** Format of {@link #PAYLOAD_SPECIFIC_FEEDBACK}, RFC 4585 §6.3.1. */
    public static final int FORMAT_PLI = 1;

    /** Format of {@link #PAYLOAD_SPECIFIC_FEEDBACK}, RFC 5104 §4.3.1. */
    public static final int FORMAT_FIR = 4;

    /** Format of {@link #PAYLOAD_SPECIFIC_FEEDBACK}, RFC 4585 §6.4; REMB is the application message in use. */
    public static final int FORMAT_APPLICATION = 15;

    /** Most that the 5-bit count of a header can announce. */
    static final int MAX_COUNT = 31;

    private RtcpType() {}
}
