/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTest {
    private static final long NOW = Long.MAX_VALUE - 10;

    private final Due whole = new Due(null, NOW);
    private final Due part = new Due(whole, NOW);

    @Test
    void everythingIsDueWhenItIsNew() {
        assertThat(whole.take(NOW)).isTrue();
        assertThat(part.take(NOW)).isTrue();
    }

    @Test
    void whatWasTakenRestsUntilItIsWanted() {
        rest();
        part.by(NOW + 20);

        assertThat(whole.take(NOW + 19)).isFalse();
        assertThat(whole.take(NOW + 20)).isTrue();
        assertThat(part.take(NOW + 20)).isTrue();
        assertThat(part.take(NOW + 21)).isFalse();
    }

    @Test
    void whatIsPlannedIsBroughtForwardAndNeverPutOff() {
        rest();
        part.by(NOW + 20);
        part.by(NOW + 30);
        part.by(NOW + 10);

        assertThat(part.take(NOW + 9)).isFalse();
        assertThat(part.take(NOW + 10)).isTrue();
    }

    @Test
    void nothingRestsForEver() {
        rest();
        part.by(NOW + 1_000_000_000_000L);

        assertThat(part.take(NOW + Due.MAX_REST_NANOS - 1)).isFalse();
        assertThat(part.take(NOW + Due.MAX_REST_NANOS)).isTrue();
    }

    @Test
    void aWholeThatIsTakenForAnotherPartIsRemindedOfThoseThatRest() {
        final Due other = new Due(whole, NOW);
        rest();
        other.take(NOW);
        part.by(NOW + 20);
        other.by(NOW + 10);

        assertThat(whole.take(NOW + 10)).isTrue();
        assertThat(part.take(NOW + 10)).isFalse();
        part.remind();

        assertThat(whole.take(NOW + 19)).isFalse();
        assertThat(whole.take(NOW + 20)).isTrue();
    }

    private void rest() {
        whole.take(NOW);
        part.take(NOW);
    }
}
