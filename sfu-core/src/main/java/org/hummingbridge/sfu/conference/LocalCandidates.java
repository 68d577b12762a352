/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.ice.LocalCandidate;

/** Which candidates clients of a loop's conferences are offered: with a port range each loop has a port of its own. */
@FunctionalInterface
public interface LocalCandidates {
    List<LocalCandidate> of(Loop loop);
}
