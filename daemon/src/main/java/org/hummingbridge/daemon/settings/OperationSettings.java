/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.time.Duration;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * How the bridge shows and ends itself.
 *
 * @param initialDrain whether it starts draining
 * @param redactRemoteAddresses whether addresses of clients are left out of logs
 * @param redactHttpHeaders whether values of HTTP headers in Colibri requests are left out of logs
 * @param statsInterval how often statistics are taken
 */
public record OperationSettings(
        Rest rest,
        Health health,
        Load load,
        Shutdown shutdown,
        VersionSettings version,
        Relay relay,
        boolean initialDrain,
        boolean redactRemoteAddresses,
        boolean redactHttpHeaders,
        Duration statsInterval) {
    /** For clients of the same network: no public address is needed. */
    public OperationSettings withoutPublicAddress() {
        return new OperationSettings(
                rest,
                health.withoutPublicAddress(),
                load,
                shutdown,
                version,
                relay,
                initialDrain,
                redactRemoteAddresses,
                redactHttpHeaders,
                statsInterval);
    }

    /**
     * What the control interface serves.
     *
     * @param colibri {@code /colibri/*}: conferences, statistics, XMPP logins
     * @param drain {@code /colibri/drain}
     * @param prometheus {@code /metrics} there too
     * @param rtcstats {@code /stats}
     * @param shutdown {@code /colibri/shutdown}; only together with {@code colibri}
     */
    public record Rest(
            boolean colibri,
            boolean debug,
            boolean drain,
            boolean health,
            boolean prometheus,
            boolean rtcstats,
            boolean shutdown,
            boolean version) {}

    /**
     * The health check.
     *
     * @param timeout without a result after which the bridge is unhealthy; more than {@code interval}
     * @param maxCheckDuration a slower check has failed
     * @param sticky whether a failure is for ever
     * @param requireValidAddress whether a public address is needed
     * @param requireStun whether a STUN server must have answered if one is set
     */
    public record Health(
            Duration interval,
            Duration timeout,
            Duration maxCheckDuration,
            boolean sticky,
            boolean requireValidAddress,
            boolean requireStun) {
        Health withoutPublicAddress() {
            return new Health(interval, timeout, maxCheckDuration, sticky, false, false);
        }
    }

    /** What stress is taken from. */
    public enum Measurement {
        LOOPS,
        CPU_USAGE,
        PACKET_RATE
    }

    /**
     * Stress: the measured load divided by its threshold.
     *
     * @param loopsThreshold busy fraction of the busiest media loop, 0 to 1
     * @param cpuThreshold busy fraction of the machine, 0 to 1
     * @param detectCpuSteal whether stolen time counts as busy
     * @param packetRateThreshold packets per second, both ways together
     * @param recoveryThreshold of {@code measurement}, below which an overload is over
     * @param averageParticipantStress what Jicofo reckons with for a participant who has just come
     * @param lastNByConferenceSize last-n from that many endpoints on
     * @param reducer what is done about an overload; null: nothing
     */
    public record Load(
            Measurement measurement,
            double loopsThreshold,
            double cpuThreshold,
            boolean detectCpuSteal,
            long packetRateThreshold,
            double recoveryThreshold,
            double averageParticipantStress,
            NavigableMap<Integer, Integer> lastNByConferenceSize,
            @Nullable Reducer reducer) {
        /** The threshold of {@link #measurement}. */
        public double threshold() {
            return switch (measurement) {
                case LOOPS -> loopsThreshold;
                case CPU_USAGE -> cpuThreshold;
                case PACKET_RATE -> packetRateThreshold;
            };
        }
    }

    /**
     * Fewer videos for everybody while the bridge is overloaded.
     *
     * @param reductionScale by what to multiply the most videos that anybody is sent
     * @param recoverScale by what to multiply the limit when the overload is over
     * @param impactTime from one step to the next
     * @param minimumLastN the lowest limit
     * @param maximumEnforcedLastN the limit from which on there is none
     */
    public record Reducer(
            double reductionScale,
            double recoverScale,
            Duration impactTime,
            int minimumLastN,
            int maximumEnforcedLastN) {}

    /**
     * Ending without cutting calls off.
     *
     * @param gracefulMax longest time to wait for calls to end
     * @param gracefulMinParticipants no longer waits with so few
     * @param shuttingDownDelay time for Jicofo to move participants
     * @param termDrain how long a signal lets calls end by themselves; zero: not at all
     * @param termDeadline how long a signal then goes on forwarding while participants are moved
     */
    public record Shutdown(
            Duration gracefulMax,
            int gracefulMinParticipants,
            Duration shuttingDownDelay,
            Duration termDrain,
            Duration termDeadline) {}

    /**
     * What clients and Jicofo are told of the version.
     *
     * @param announce whether clients are told
     * @param release appended to the version that Jicofo sees; null: nothing
     */
    public record VersionSettings(
            boolean announce, @Nullable String release) {}

    /**
     * Relays between bridges, which are not served yet; Jicofo is told the region all the same.
     *
     * @param enabled whether the configuration asks for them
     */
    public record Relay(
            boolean enabled,
            @Nullable String region,
            @Nullable String relayId) {}
}
