/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

/** Numbers of Linux's socket interface as x86-64 and AArch64 have them; nowhere else are they to be used. */
final class Linux {
    /** errno.h. */
    static final int EINTR = 4;

    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ENOBUFS = 105;

    /** sys/socket.h. */
    static final short AF_INET = 2;

    static final short AF_INET6 = 10;
    static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 0x2 | 0x800 | 0x8_0000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int SO_MEMINFO = 55;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;

    /** time.h and sys/timerfd.h. */
    static final int CLOCK_MONOTONIC = 1;

    static final int TFD_NONBLOCK_CLOEXEC = 0x800 | 0x8_0000;

    /** netinet/udp.h. */
    static final int SOL_UDP = 17;

    static final int UDP_SEGMENT = 103;

    private Linux() {}

    /** The C library's sentence for the errors that operators meet when a port is opened. */
    static String message(final int errno) {
        return switch (errno) {
            case EADDRINUSE -> "Address already in use";
            case EADDRNOTAVAIL -> "Cannot assign requested address";
            case EACCES -> "Permission denied";
            default -> "error " + errno + " of the kernel";
        };
    }
}
