/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.util.regex.Pattern;

/** Which settings are nobody's business. Errs on the side of silence. */
final class SecretKeys {
    static final String REDACTED = "(secret)";

    private static final Pattern SECRET =
            Pattern.compile(".*(password|passwd|secret|token|credential)[^.]*", Pattern.CASE_INSENSITIVE);

    private SecretKeys() {}

    static boolean contains(final String key) {
        return SECRET.matcher(key).matches();
    }
}
