/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.function.BooleanSupplier;

/**
 * What the bridge offers over Colibri2.
 *
 * @param sctpEnabled whether endpoints may ask for data channels
 * @param shuttingDown whether new conferences are refused, be it that running ones may end in peace or not; any thread asks
 */
public record Colibri2Settings(boolean sctpEnabled, BooleanSupplier shuttingDown) {
    /** Of a bridge that takes conferences until it is gone. */
    public Colibri2Settings(final boolean sctpEnabled) {
        this(sctpEnabled, () -> false);
    }
}
