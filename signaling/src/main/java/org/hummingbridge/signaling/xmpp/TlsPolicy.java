/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.nio.file.Path;

/**
 * Whether the stream is encrypted and whom it trusts.
 *
 * @param mode whether STARTTLS is demanded, tried or left out
 * @param trust how the server's certificate is checked
 */
public record TlsPolicy(Mode mode, Trust trust) {
    /** {@code SECURITY_MODE} of the configuration. */
    public enum Mode {
        REQUIRED,
        IF_POSSIBLE,
        DISABLED
    }

    /** How the server's certificate is checked. */
    public sealed interface Trust {
        /** By the JVM's certificate authorities, and the name must match the domain. */
        record Authorities() implements Trust {}

        /** By the authorities in a PEM file, and the name must match the domain. */
        record AuthorityFile(Path pem) implements Trust {}

        /**
         * By its fingerprint alone.
         *
         * @param sha256 32 bytes in lower-case hex without colons
         */
        record Pinned(String sha256) implements Trust {}

        /** Not at all: {@code DISABLE_CERTIFICATE_VERIFICATION}. */
        record Anybody() implements Trust {}
    }
}
