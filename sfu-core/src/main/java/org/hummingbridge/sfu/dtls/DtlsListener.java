/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import org.hummingbridge.sfu.srtp.SrtpKeys;

/**
 * What a {@link DtlsAssociation} tells its owner. Always called on the association's loop; arrays are valid only during the
 * call. After {@link #failed}, {@link #closed} or the association's own close nothing more is told.
 */
public interface DtlsListener {
    /** A datagram for the peer. */
    void send(byte[] bytes, int offset, int length);

    /** The peer has proven the signalled certificate; once. */
    void established(SrtpKeys keys);

    /** What the peer sent inside the association, one record at a time: an SCTP packet. */
    void applicationData(byte[] bytes, int offset, int length);

    /** The association is over and why, for people. */
    void failed(String reason);

    /** The peer has closed the association, authenticated. */
    void closed();
}
