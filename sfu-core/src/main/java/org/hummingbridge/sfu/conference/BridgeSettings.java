/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * What an operator decides about all conferences.
 *
 * @param srtpProfiles what is negotiated, the preferred one first; not empty
 * @param ice timers and bounds of the ICE agents
 */
public record BridgeSettings(List<SrtpProfile> srtpProfiles, IceSettings ice) {}
