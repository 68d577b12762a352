/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/** Which side of the handshake we are; the peer is the other (RFC 5763 §5). */
public enum DtlsRole {
    /** Sends the ClientHello: we signalled {@code active}. */
    CLIENT,
    /** Waits for it: we signalled {@code passive}. */
    SERVER
}
