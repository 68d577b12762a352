/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import org.hummingbridge.sfu.srtp.CipherProbe;

/** The call that the benchmarks of whole conferences play: the rehearsal's, without losses. */
final class ConnectedCall {
    private ConnectedCall() {}

    static RehearsalCall of(final int size) {
        final RehearsalCall call =
                new RehearsalCall(size, false, CipherProbe.run(CipherProbe.AUTO).ciphers(), new SecureRandom());
        if (!call.connect()) {
            throw new IllegalStateException("the participants could not be connected");
        }
        return call;
    }
}
