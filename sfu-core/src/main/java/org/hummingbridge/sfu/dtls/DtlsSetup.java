/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The setup attribute of RFC 4145 §4: who opens the DTLS association. */
public enum DtlsSetup {
    ACTIVE,
    PASSIVE,
    ACTPASS;

    /** As it stands in signalling. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The setup with that label, or null for anything else. */
    public static @Nullable DtlsSetup of(final String label) {
        for (final DtlsSetup setup : values()) {
            if (setup.label().equals(label)) {
                return setup;
            }
        }
        return null;
    }
}
