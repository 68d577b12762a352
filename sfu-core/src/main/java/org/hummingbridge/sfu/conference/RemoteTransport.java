/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.dtls.DtlsSetup;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.jspecify.annotations.Nullable;

/**
 * An update of what the peer told about its side of the transport. Candidates add up; credentials, fingerprints and setup
 * replace what was there if present.
 *
 * @param iceGeneration the restart that the credentials and candidates answer; 0 if not said
 */
public record RemoteTransport(
        @Nullable IceCredentials credentials,
        List<RemoteCandidate> candidates,
        List<Fingerprint> fingerprints,
        @Nullable DtlsSetup setup,
        int iceGeneration) {}
