/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import org.hummingbridge.sfu.dtls.HandshakeLimiter;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.srtp.SrtpCiphers;

/** What every endpoint of the process is made of; shared and thread-safe. */
record EndpointParts(
        BridgeSettings settings,
        IceRoutes routes,
        LocalCandidates candidates,
        SrtpCiphers ciphers,
        CertificateRotation certificates,
        HandshakeLimiter handshakes,
        SecureRandom random,
        Totals totals) {}
