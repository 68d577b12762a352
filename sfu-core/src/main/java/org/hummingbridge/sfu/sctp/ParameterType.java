/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Parameters of INIT and INIT ACK (RFC 9260 §3.3.2), of RE-CONFIG (RFC 6525 §4), and what to do with unknown ones. */
final class ParameterType {
    static final int HEARTBEAT_INFO = 1;
    static final int IPV4_ADDRESS = 5;
    static final int IPV6_ADDRESS = 6;
    static final int STATE_COOKIE = 7;
    static final int UNRECOGNIZED = 8;
    static final int COOKIE_PRESERVATIVE = 9;
    static final int HOST_NAME = 11;
    static final int ADDRESS_TYPES = 12;
    static final int OUTGOING_RESET = 13;
    static final int INCOMING_RESET = 14;
    static final int RECONFIG_RESPONSE = 16;
    static final int ECN = 0x8000;
    static final int ZERO_CHECKSUM = 0x8001;
    static final int RANDOM = 0x8002;
    static final int CHUNK_LIST = 0x8003;
    static final int HMAC_ALGORITHMS = 0x8004;
    static final int SUPPORTED_EXTENSIONS = 0x8008;
    static final int FORWARD_TSN = 0xc000;

    private static final int SKIP_IF_UNKNOWN = 0x8000;
    private static final int REPORT_IF_UNKNOWN = 0x4000;

    private ParameterType() {}

    /** Whether we read it, or may pass over it in silence because its meaning has no place inside DTLS. */
    static boolean isKnown(final int type) {
        return switch (type) {
            case IPV4_ADDRESS,
                    IPV6_ADDRESS,
                    STATE_COOKIE,
                    UNRECOGNIZED,
                    COOKIE_PRESERVATIVE,
                    HOST_NAME,
                    ADDRESS_TYPES,
                    ECN,
                    ZERO_CHECKSUM,
                    RANDOM,
                    CHUNK_LIST,
                    HMAC_ALGORITHMS,
                    SUPPORTED_EXTENSIONS,
                    FORWARD_TSN -> true;
            default -> false;
        };
    }

    /** Whether the parameters behind one of this unknown type are to be read. */
    static boolean isSkippable(final int unknownType) {
        return (unknownType & SKIP_IF_UNKNOWN) != 0;
    }

    /** Whether the peer wants to hear that we do not know this type. */
    static boolean isReportable(final int unknownType) {
        return (unknownType & REPORT_IF_UNKNOWN) != 0;
    }
}
