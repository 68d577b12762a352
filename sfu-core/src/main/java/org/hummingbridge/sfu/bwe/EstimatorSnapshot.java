/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * What an estimator knew at one moment, for people.
 *
 * @param estimateBps what counts
 * @param delayBps what the delay allows
 * @param lossBps what the losses allow; -1 if they do not limit
 * @param throughputBps what arrived lately; 0 if unknown
 * @param trend of the delay, to be held against {@code threshold}
 * @param averageLoss 0..1
 * @param inherentLoss the part of it that no lower rate would avoid
 * @param applicationLimited whether much less than the estimate is sent
 * @param draining whether less is sent for a while to empty a queue
 * @param feedbacks messages of transport-wide feedback
 * @param unknownStatuses arrivals reported for packets that are not known, or were reported before
 * @param clockLeaps of the receiver's clock
 * @param lastProbeBps what the last probe was sent at; 0 if there was none
 * @param lastProbeResultBps what it found; 0 for nothing
 */
public record EstimatorSnapshot(
        long estimateBps,
        boolean known,
        DelayState delayState,
        long delayBps,
        long lossBps,
        long throughputBps,
        double trend,
        double threshold,
        double averageLoss,
        double inherentLoss,
        long queueNanos,
        long rttNanos,
        boolean applicationLimited,
        boolean draining,
        long inFlightBytes,
        long feedbacks,
        long unknownStatuses,
        long clockLeaps,
        long probes,
        long successfulProbes,
        long lastProbeBps,
        long lastProbeResultBps) {}
