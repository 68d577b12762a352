/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int FRAMES = 40;
    private static final long ENOUGH_MILLIS = 600_000;

    private final SrtpCiphers ciphers = CipherProbe.run(CipherProbe.AUTO).ciphers();
    private final SecureRandom random = new SecureRandom();

    @Test
    void everythingThatAnOrdinaryCallHasIsPlayed() {
        final Rehearsal.Account account = Rehearsal.play(ciphers, random, new Rehearsal.Budget(FRAMES, ENOUGH_MILLIS));

        assertThat(account.failure()).isNull();
        // Five people, of whom each gets four others' audio and frames of four packets and more.
        assertThat(account.forwarded()).isGreaterThanOrEqualTo(FRAMES * 5 * 4 * (4 + 1));
        assertThat(account.keyFrames()).isGreaterThanOrEqualTo(5);
        assertThat(account.repaired()).isPositive();
        assertThat(account.recovered()).isPositive();
        assertThat(account.reports()).isPositive();
    }

    @Test
    void itEndsWhenItsTimeIsUp() {
        final Rehearsal.Account account = Rehearsal.play(ciphers, random, new Rehearsal.Budget(Integer.MAX_VALUE, 0));

        assertThat(account.failure()).isNull();
        assertThat(account.forwarded()).isZero();
    }

    @Test
    void noThreadIsLeftBehind() {
        final Set<Thread> before = threads();

        Rehearsal.play(ciphers, random, new Rehearsal.Budget(FRAMES, ENOUGH_MILLIS));

        assertThat(threads()).isSubsetOf(before);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() || thread.getName().contains("loop"))
                .collect(Collectors.toSet());
    }
}
