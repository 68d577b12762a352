/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.net.InetSocketAddress;
import org.ice4j.ice.CandidateType;

/** An address that the peer told us; UDP, component 1, resolved. */
public record RemoteCandidate(CandidateType type, InetSocketAddress address, String foundation, long priority) {}
