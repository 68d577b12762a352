/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

/** Which way to the kernel the UDP ports take. A way that this machine lacks is replaced by the next one, with a warning. */
public enum UdpTransport {
    /** The best that works here. */
    AUTO,
    /** Linux on x86-64 and AArch64: recvmmsg and sendmmsg by java.lang.foreign, no allocation. */
    FFM,
    /** Linux: recvmmsg and sendmmsg through Netty's native library. */
    EPOLL,
    /** Everywhere: Java's own channels, one system call per datagram, no GSO. */
    NIO
}
