/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;

/** Stands where the rooms below are to be joined. */
final class UdpMediaPath implements MediaPath.Opening {
    @Override
    public MediaPath open(final Settings settings) throws StartupException {
        throw new StartupException("The media path is not part of this build.");
    }
}
