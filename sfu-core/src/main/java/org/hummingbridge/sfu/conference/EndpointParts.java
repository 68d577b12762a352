/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import java.util.function.IntSupplier;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.srtp.SrtpCiphers;

/**
 * What every endpoint of the process is made of; shared and thread-safe.
 *
 * @param reducedLastN most videos for anybody while the bridge is overloaded; negative otherwise
 */
record EndpointParts(
        BridgeSettings settings,
        IceRoutes routes,
        LocalCandidates candidates,
        SrtpCiphers ciphers,
        CertificateRotation certificates,
        HandshakeLimiter handshakes,
        SecureRandom random,
        Totals totals,
        IntSupplier reducedLastN) {

    /** The same for one more conference, whose handshakes take turns with those of others. */
    EndpointParts forConference() {
        return new EndpointParts(
                settings,
                routes,
                candidates,
                ciphers,
                certificates,
                handshakes.forConference(),
                random,
                totals,
                reducedLastN);
    }
}
