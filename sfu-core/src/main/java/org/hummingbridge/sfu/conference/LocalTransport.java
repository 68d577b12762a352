/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.LocalCandidate;

/**
 * Our side of an endpoint's transport, as it is described to the peer.
 *
 * @param iceGeneration counts ICE restarts from 1; 0 before the first, when it is not told
 */
public record LocalTransport(
        IceCredentials credentials,
        List<LocalCandidate> candidates,
        Fingerprint fingerprint,
        DtlsSetup setup,
        int iceGeneration) {}
