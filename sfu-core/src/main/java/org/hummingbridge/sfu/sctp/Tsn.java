/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Transmission sequence numbers: 32 bits, compared by difference (RFC 9260 §1.6). Also serves request numbers of RFC 6525. */
final class Tsn {
    private Tsn() {}

    static boolean isAfter(final int tsn, final int other) {
        return tsn - other > 0;
    }
}
