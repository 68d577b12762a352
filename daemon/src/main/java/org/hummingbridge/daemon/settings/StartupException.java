/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import org.jspecify.annotations.Nullable;

/** The bridge cannot start as it is set up. The message is one sentence for an operator: setting, value, what to do. */
public final class StartupException extends Exception {
    public StartupException(final String sentence) {
        this(sentence, null);
    }

    public StartupException(final String sentence, final @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
