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

    private final byte[] bytes = new byte[Stranger.MAX_BYTES];
    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OVERSIZE")
    void aStrangersDatagramFitsAnEthernetFrame(final Stranger kind) {
        for (int i = 0; i < 200; i++) {
            assertThat(kind.write(bytes, TARGET, random)).isBetween(0, Stranger.MOST_UNFRAGMENTED);
        }
    }

    @Test
    void aForgedCheckIsWellFormedSoThatOnlyItsSignatureCanGiveItAway() {
        final int length = Stranger.STUN_FORGED.write(bytes, TARGET, random);

        assertThat(new StunMessage().parse(bytes, 0, length)).isTrue();
    }

    @Test
    void nothingThatIsTooLongForACallIsTooLongForTheKernel() {
        for (int i = 0; i < 200; i++) {
            assertThat(Stranger.OVERSIZE.write(bytes, TARGET, random))
                    .isBetween(Stranger.MOST_UNFRAGMENTED + 1, Stranger.MAX_BYTES);
        }
    }

    @Test
    void everyAttackHasAnAnswerToWhatItIs() {
        assertThat(Attack.names())
                .hasSize(23)
                .contains("srtp-replay", "stun-forged")
                .allSatisfy(name -> assertThat(Attack.description(name)).isNotBlank());
        assertThat(Attack.description("politeness")).isNull();
    }
}
