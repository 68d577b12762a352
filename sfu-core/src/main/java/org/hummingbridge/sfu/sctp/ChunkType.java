/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Chunk types (RFC 9260 §3.2, RFC 6525 §4, RFC 3758 §3.2) and what to do with those that are not among them. */
final class ChunkType {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int RE_CONFIG = 130;
    static final int FORWARD_TSN = 192;

    /** In the flags of ABORT and SHUTDOWN COMPLETE: the verification tag is the receiver's peer's, reflected. */
    static final int FLAG_REFLECTED_TAG = 1;

    private static final int SKIP_IF_UNKNOWN = 0x80;
    private static final int REPORT_IF_UNKNOWN = 0x40;

    private ChunkType() {}

    private static boolean isKnown(final int type) {
        return switch (type) {
            case DATA,
                    INIT,
                    INIT_ACK,
                    SACK,
                    HEARTBEAT,
                    HEARTBEAT_ACK,
                    ABORT,
                    SHUTDOWN,
                    SHUTDOWN_ACK,
                    ERROR,
                    COOKIE_ECHO,
                    COOKIE_ACK,
                    SHUTDOWN_COMPLETE,
                    RE_CONFIG,
                    FORWARD_TSN -> true;
            default -> false;
        };
    }

    /** Whether the chunks behind one of this type are not to be read, because we do not know it (RFC 9260 §3.2). */
    static boolean endsReading(final int type) {
        return !isKnown(type) && (type & SKIP_IF_UNKNOWN) == 0;
    }

    /** Whether the peer wants to hear that we do not know this type. */
    static boolean isReportable(final int unknownType) {
        return (unknownType & REPORT_IF_UNKNOWN) != 0;
    }
}
