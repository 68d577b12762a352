/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final byte[] CERTIFICATE = "abc".getBytes(StandardCharsets.US_ASCII);

    /** SHA-256 of "abc", FIPS 180-2 appendix B.1. */
    private static final String SHA_256 =
            "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:" + "B4:10:FF:61:F2:00:15:AD";

    @ParameterizedTest
    @CsvSource({"sha-256,32", "SHA-384,48", "Sha-512,64"})
    void acceptsTheStrongHashesInAnyCase(final String hash, final int pairs) {
        final Fingerprint fingerprint = Fingerprint.parse(hash, pairs("aB", pairs));

        assertThat(fingerprint).isEqualTo(new Fingerprint(hash.toLowerCase(Locale.ROOT), pairs("AB", pairs)));
    }

    @ParameterizedTest
    @CsvSource({"sha-1,20", "md5,16", "md2,16", "sha-224,28", "'',32", "'sha-256 ',32"})
    void refusesOtherHashes(final String hash, final int pairs) {
        assertThat(Fingerprint.parse(hash, pairs("AB", pairs))).isNull();
    }

    @Test
    void refusesTextThatIsNotTheRightNumberOfHexPairs() {
        final String good = pairs("AB", 32);

        assertThat(Fingerprint.parse("sha-256", "")).isNull();
        assertThat(Fingerprint.parse("sha-256", pairs("AB", 31))).isNull();
        assertThat(Fingerprint.parse("sha-256", good + ":")).isNull();
        assertThat(Fingerprint.parse("sha-256", good.replace(':', '-'))).isNull();
        assertThat(Fingerprint.parse("sha-256", "G" + good.substring(1))).isNull();
        assertThat(Fingerprint.parse("sha-256", "\u0661" + good.substring(1))).isNull();
        assertThat(Fingerprint.parse("sha-256", " " + good)).isNull();
    }

    @Test
    void aCertificateMatchesItsFingerprintInAnyCase() {
        assertThat(mismatch(new Fingerprint("sha-256", SHA_256))).isNull();
        assertThat(mismatch(new Fingerprint("SHA-256", SHA_256.toLowerCase(Locale.ROOT))))
                .isNull();
    }

    @Test
    void oneOfSeveralValuesOfAHashIsEnough() {
        assertThat(mismatch(new Fingerprint("sha-256", pairs("00", 32)), new Fingerprint("sha-256", SHA_256)))
                .isNull();
    }

    @Test
    void everyHashThatWasSignalledMustMatch() {
        final Fingerprint sha512 = Fingerprint.of("sha-512", CERTIFICATE);

        assertThat(mismatch(new Fingerprint("sha-256", SHA_256), sha512)).isNull();
        assertThat(mismatch(new Fingerprint("sha-256", pairs("00", 32)), sha512))
                .contains("sha-256");
    }

    @Test
    void aHashThatIsNotAcceptedCountsForNothing() {
        assertThat(mismatch(new Fingerprint("sha-1", pairs("00", 20)))).contains("no fingerprint");
        assertThat(mismatch(new Fingerprint("sha-1", pairs("00", 20)), new Fingerprint("sha-256", SHA_256)))
                .isNull();
        assertThat(mismatch()).contains("no fingerprint");
    }

    private static String mismatch(final Fingerprint... signalled) {
        return Fingerprints.mismatch(List.of(signalled), CERTIFICATE);
    }

    private static String pairs(final String pair, final int count) {
        return String.join(":", Collections.nCopies(count, pair));
    }
}
