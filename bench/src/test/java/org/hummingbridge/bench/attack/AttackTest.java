/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.ice.StunMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackTest {
    private static final Stranger.Target TARGET =
            new Stranger.Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_000), "bridge:client");

    private final byte[] bytes = new byte[2048];
    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @EnumSource
    void aStrangersDatagramFitsAnEthernetFrame(final Stranger kind) {
        for (int i = 0; i < 200; i++) {
            assertThat(kind.write(bytes, TARGET, random)).isBetween(0, 1472);
        }
    }

    @Test
    void aForgedCheckIsWellFormedSoThatOnlyItsSignatureCanGiveItAway() {
        final int length = Stranger.STUN_FORGED.write(bytes, TARGET, random);

        assertThat(new StunMessage().parse(bytes, 0, length)).isTrue();
    }

    @Test
    void everyAttackHasAnAnswerToWhatItIs() {
        assertThat(Attack.names())
                .hasSize(17)
                .contains("srtp-replay", "stun-forged")
                .allSatisfy(name -> assertThat(Attack.description(name)).isNotBlank());
        assertThat(Attack.description("politeness")).isNull();
    }
}
