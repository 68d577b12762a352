/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hummingbridge.sfu.codec.LayerId;

class VideoAllocatorProperties {
    private static final AllocationSettings SETTINGS = AllocationSettings.defaults();
    private static final long FAR_LATER = 60_000_000_000L;

    private static VideoAllocator fresh(final ReceiverConstraints wanted, final Scene scene, final long bps) {
        final VideoAllocator allocator = new VideoAllocator(SETTINGS);
        allocator.run(wanted, scene.lastN, scene.sources, bps, 0, 0);
        return allocator;
    }

    @Property(tries = 500)
    void neverSpendsMoreThanThereIsButForAScreenOnStage(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(2);
        final VideoAllocator allocator = new VideoAllocator(SETTINGS);
        for (int run = 0; run < 10; run++) {
            final long budgetBps = scene.bitrateBps();

            allocator.run(wanted, scene.lastN, scene.sources, budgetBps, 0, run * FAR_LATER / 20);

            final boolean mayOversend = allocator.videos().stream()
                    .anyMatch(video -> video.onStage() && video.source().videoType() == VideoType.DESKTOP);
            assertThat(allocator.targetBps())
                    .isLessThanOrEqualTo(budgetBps + (mayOversend ? SETTINGS.maxOversendBps() : 0));
        }
    }

    @Property(tries = 500)
    void totalsAreThoseOfTheTargetsWhichAreLayersThatAreWanted(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(2);

        final VideoAllocator outcome = fresh(wanted, scene, scene.bitrateBps());

        long sum = 0;
        for (final AllocatedVideo video : outcome.videos()) {
            assertThat(video.target()).isLessThanOrEqualTo(video.ideal());
            if (!video.constraint().wantsVideo()) {
                assertThat(video.ideal()).isEqualTo(LayerId.SUSPENDED);
            }
            sum += video.bitrateBps();
        }
        assertThat(outcome.targetBps()).isEqualTo(sum);
        if (scene.lastN >= 0) {
            assertThat(outcome.forwarded()).hasSizeLessThanOrEqualTo(scene.lastN);
        }
        assertThat(outcome.videos()).hasSameSizeAs(scene.sources);
    }

    @Property(tries = 500)
    void moreBandwidthNeverKeepsTheStageFurtherFromItsPreferredLayer(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(1);
        final long bps = scene.bitrateBps();

        final AllocatedVideo less = fresh(wanted, scene, bps).videos().getFirst();
        final AllocatedVideo more =
                fresh(wanted, scene, bps + scene.bitrateBps() / 8).videos().getFirst();

        if (less.onStage()) {
            final int preferred = less.choices().preferred();
            assertThat(Math.min(more.index(), preferred)).isGreaterThanOrEqualTo(Math.min(less.index(), preferred));
        }
    }

    @Property(tries = 300)
    void moreBandwidthNeverLowersASourceThatIsAlone(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final TestVideo source = scene.sources.getFirst();
        final ReceiverConstraints wanted =
                new ReceiverConstraints(-1, List.of(source.name()), List.of(), VideoConstraint.NONE, Map.of(), null);
        scene.sources.subList(1, scene.sources.size()).clear();
        final long bps = scene.bitrateBps();

        final int less = fresh(wanted, scene, bps).videos().getFirst().target();

        assertThat(fresh(wanted, scene, bps + scene.bitrateBps())
                        .videos()
                        .getFirst()
                        .target())
                .isGreaterThanOrEqualTo(less);
    }

    @Property(tries = 300)
    void theSameComesOutOfTheSameAgainAndAgain(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(2);
        final long bps = scene.bitrateBps();
        final VideoAllocator allocator = fresh(wanted, scene, bps);
        final List<Integer> first = targets(allocator);

        assertThat(allocator.run(wanted, scene.lastN, scene.sources, bps, 0, 1)).isFalse();
        assertThat(targets(allocator)).isEqualTo(first);
        assertThat(targets(fresh(wanted, scene, bps))).isEqualTo(first);
    }

    @Property(tries = 300)
    void aRunBelowTheRiseChangesNothing(@ForAll final long seed) {
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(2);
        final long bps = scene.bitrateBps();
        final VideoAllocator before = fresh(wanted, scene, bps);

        final VideoAllocator after = fresh(wanted, scene, Math.min(before.riseBps(), 1L << 40) - 1);

        if (before.riseBps() > bps + 1) {
            assertThat(after.targetBps()).isEqualTo(before.targetBps());
        }
    }

    private static List<Integer> targets(final VideoAllocator allocator) {
        return allocator.videos().stream().map(AllocatedVideo::target).toList();
    }
}
