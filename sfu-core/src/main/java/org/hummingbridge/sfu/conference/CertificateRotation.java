/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that new endpoints are told, made anew every day. Endpoints keep the one they were told, so rotation never
 * touches a call.
 */
final class CertificateRotation {
    /** Certificates are valid for a week (see {@link DtlsCertificate}); a day leaves calls six more. */
    private static final Duration PERIOD = Duration.ofHours(24);

    private final SecureRandom random;
    private final InstantSource clock;
    private @Nullable DtlsCertificate current;
    private Instant renewal = Instant.MIN;

    CertificateRotation(final SecureRandom random, final InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Any thread, but not a loop: making a certificate takes milliseconds. */
    synchronized DtlsCertificate certificate() {
        final Instant now = clock.instant();
        DtlsCertificate certificate = current;
        if (certificate == null || !now.isBefore(renewal)) {
            certificate = DtlsCertificate.generate(random, now);
            current = certificate;
            renewal = now.plus(PERIOD);
        }
        return certificate;
    }
}
