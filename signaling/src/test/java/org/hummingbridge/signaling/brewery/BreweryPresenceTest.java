/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreweryPresenceTest {
    private static final BridgeLabels LABELS = new BridgeLabels("2.3-1", null, null, null);

    private final SequencedMap<String, Object> statistics = new LinkedHashMap<>();
    private final List<String> published = new ArrayList<>();
    private final ManualScheduler scheduler = new ManualScheduler();

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void valuesArePrintedAsStringsInTheirOrder() {
        statistics.put("stress_level", 0.25);
        statistics.put("conferences", 3L);
        statistics.put("drain", true);
        statistics.put("region", "a&b");

        presence(PresenceSettings.of(LABELS)).publishNow();

        assertThat(published)
                .containsExactly("<stats xmlns='http://jitsi.org/protocol/colibri'>"
                        + "<stat name='stress_level' value='0.25'/><stat name='conferences' value='3'/>"
                        + "<stat name='drain' value='true'/><stat name='region' value='a&amp;b'/>"
                        + "<stat name='version' value='2.3-1'/></stats>");
    }

    @Test
    void drainIsSaidEvenIfNobodyDecidedIt() {
        presence(PresenceSettings.of(LABELS)).publishNow();

        assertThat(published.getFirst()).contains("<stat name='drain' value='false'/>");
    }

    @Test
    void nestedValuesStayOut() {
        statistics.put("drop_reasons", Map.of("x", 1));

        presence(PresenceSettings.of(LABELS)).publishNow();

        assertThat(published.getFirst()).doesNotContain("drop_reasons");
    }

    @Test
    void theLabelsThatAreKnownAreSaid() {
        presence(PresenceSettings.of(new BridgeLabels("2.3", "17", "eu", "jvb1")))
                .publishNow();

        assertThat(published.getFirst())
                .contains("<stat name='version' value='2.3'/><stat name='release' value='17'/>"
                        + "<stat name='region' value='eu'/><stat name='relay_id' value='jvb1'/>");
    }

    @Test
    void withAWhitelistNothingElseIsSaid() {
        statistics.put("threads", 7);
        statistics.put("stress_level", 0.5);

        presence(new PresenceSettings(Duration.ofSeconds(5), Optional.of(PresenceSettings.DEFAULT_WHITELIST), LABELS))
                .publishNow();
        presence(new PresenceSettings(Duration.ofSeconds(5), Optional.of(Set.of("threads")), LABELS))
                .publishNow();

        assertThat(published.getFirst())
                .contains("stress_level", "version", "drain")
                .doesNotContain("threads");
        assertThat(published.getLast())
                .isEqualTo("<stats xmlns='http://jitsi.org/protocol/colibri'><stat name='threads' value='7'/></stats>");
    }

    @Test
    void theFirstComesAtOnceAndOneMoreAtEveryInterval() {
        final BreweryPresence presence =
                presence(new PresenceSettings(Duration.ofSeconds(7), Optional.empty(), LABELS));

        presence.start();

        assertThat(published).hasSize(1);
        assertThat(scheduler.periodNanos).isEqualTo(7_000_000_000L);
        scheduler.task.run();
        scheduler.task.run();
        assertThat(published).hasSize(3);
    }

    @Test
    void aFailingSnapshotDoesNotEndTheRepetition() {
        final BreweryPresence presence = new BreweryPresence(
                () -> {
                    throw new IllegalStateException("made to fail");
                },
                PresenceSettings.of(LABELS),
                this::publish,
                scheduler);

        presence.start();
        scheduler.task.run();

        assertThat(published).isEmpty();
    }

    @Test
    void anErrorInASnapshotDoesNotEndTheRepetitionEither() {
        final Deque<Error> errors = new ArrayDeque<>(List.of(new NoClassDefFoundError("made to fail")));
        final BreweryPresence presence = new BreweryPresence(
                () -> {
                    if (!errors.isEmpty()) {
                        throw errors.remove();
                    }
                    return new LinkedHashMap<>(statistics);
                },
                PresenceSettings.of(LABELS),
                this::publish,
                scheduler);

        presence.start();
        scheduler.task.run();

        assertThat(published).hasSize(1);
    }

    @Test
    void nothingIsPublishedAfterTheEnd() {
        final BreweryPresence presence = presence(PresenceSettings.of(LABELS));
        presence.start();

        presence.close();
        presence.publishNow();
        scheduler.task.run();

        assertThat(published).hasSize(1);
    }

    private BreweryPresence presence(final PresenceSettings settings) {
        return new BreweryPresence(() -> new LinkedHashMap<>(statistics), settings, this::publish, scheduler);
    }

    private void publish(final ExtensionElement stats) {
        published.add(stats.toXML(XmlEnvironment.EMPTY).toString());
    }

    /** Runs nothing by itself. */
    private static final class ManualScheduler extends ScheduledThreadPoolExecutor {
        private Runnable task = () -> {};
        private long periodNanos;

        ManualScheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(
                final Runnable command, final long initialDelay, final long period, final TimeUnit unit) {
            task = command;
            periodNanos = unit.toNanos(period);
            return super.schedule(() -> {}, Long.MAX_VALUE / 4, TimeUnit.NANOSECONDS);
        }
    }
}
