/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.DropReason;

/** What an error of a send call means for the counters. Never asks for the socket to be closed. */
final class SendErrors {
    private SendErrors() {}

    /** {@code error} with either sign, as libraries differ. */
    static DropReason reason(final int error) {
        return switch (Math.abs(error)) {
            case Linux.EAGAIN, Linux.ENOBUFS -> DropReason.SEND_WOULD_BLOCK;
            default -> DropReason.SEND_FAILED;
        };
    }
}
