/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

/** Which errors of a UDP_SEGMENT write mean that its datagrams may still be sent one by one. Judges error numbers of Linux. */
final class GsoRefusal {
    private GsoRefusal() {}

    /** {@code error} with either sign, as libraries differ. */
    static boolean is(final int error) {
        return switch (Math.abs(error)) {
            case Linux.EIO, Linux.EINVAL, Linux.EMSGSIZE -> true;
            default -> false;
        };
    }

    /** EIO: the device cannot checksum segments, and never will. The others: this run's segments exceed the path's MTU. */
    static boolean isForGood(final int error) {
        return Math.abs(error) == Linux.EIO;
    }
}
