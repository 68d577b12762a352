/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.HexBytes;

/** One well-formed element of each kind; sender SSRC 11111111 and media SSRC 22222222 throughout. */
final class RtcpVectors {
    static final int SENDER = 0x11111111;
    static final int MEDIA = 0x22222222;

    /** RFC 4585 §6.2.1: PID 1000, BLP 8005. */
    static final String NACK = "81cd0003 11111111 22222222 03e88005";

    /** RFC 4585 §6.3.1. */
    static final String PLI = "81ce0002 11111111 22222222";

    /** RFC 5104 §4.3.1: sequence number 7. */
    static final String FIR = "84ce0004 11111111 00000000 22222222 07000000";

    /** draft-alvestrand-rmcat-remb-03 §2.2: 2,500,000 bit/s as exponent 4, mantissa 156250. */
    static final String REMB = "8fce0005 11111111 00000000 52454d42 0112625a 22222222";

    /** draft-holmer §3.1: packets 100..106, of which 102 and 105 are missing and 103 comes after a large delta. */
    static final String FEEDBACK_VECTOR = "8fcd0006 11111111 22222222 0064 0007 0003e8 05 d491 04 08 0190 02 06";

    /** draft-holmer §3.1.3: packets 65530..13 in one run, one millisecond apart, padded with zeros. */
    static final String FEEDBACK_RUN =
            "8fcd000a 11111111 22222222 fffa 0014 0003e8 06 2014 " + "0404040404040404040404040404040404040404 0000";

    /** RFC 3550 §6.4.1: one report block, cumulative loss -1. */
    static final String SR = "81c8000c 11111111 b44db705 20000000 00015f90 00000064 0000c350 "
            + "22222222 40ffffff 00011234 00000021 b7052000 00054000";

    /** RFC 3550 §6.4.2. */
    static final String RR = "81c90007 11111111 22222222 80000005 0002ffff 00000007 b7052000 00010000";

    /** RFC 3550 §6.5: CNAME "hum". */
    static final String SDES = "81ca0003 11111111 01 03 68756d 000000";

    /** RFC 3550 §6.6: reason "bye". */
    static final String BYE = "81cb0002 11111111 03 627965";

    /** RFC 3611 §4.4: RRTR. */
    static final String RRTR = "80cf0004 11111111 04000002 b44db705 20000000";

    private RtcpVectors() {}

    /** A reader at the first element of {@code hex}. */
    static RtcpReader at(final String hex) {
        final byte[] bytes = HexBytes.of(hex);
        final RtcpReader reader = new RtcpReader();
        reader.start(bytes, 0, bytes.length);
        if (!reader.next()) {
            throw new AssertionError("no element in " + hex);
        }
        return reader;
    }
}
