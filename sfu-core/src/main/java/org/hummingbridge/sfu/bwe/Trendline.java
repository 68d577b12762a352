/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Whether the one-way delay grows: the slope of a line through the smoothed delays of the last groups, held against a threshold
 * that adapts, so that a flow that fills queues does not starve this one (draft-ietf-rmcat-gcc-02 §5.4; libwebrtc's trendline in
 * place of the draft's filter).
 */
final class Trendline {
    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final int MAX_DELTAS = 60;

    private static final double INITIAL_THRESHOLD = 12.5;
    private static final double MIN_THRESHOLD = 6;
    private static final double MAX_THRESHOLD = 600;
    private static final double THRESHOLD_UP = 0.0087;
    private static final double THRESHOLD_DOWN = 0.039;

    /** A sudden leap above the threshold by more than this does not move it. */
    private static final double MAX_ADAPTED_OVERSHOOT = 15;

    private static final double MAX_ADAPTED_MILLIS = 100;

    /** How long the trend must be above the threshold. */
    private static final double OVERUSE_MILLIS = 10;

    private final double[] arrivals = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int count;
    private int next;
    private int deltas;
    private double arrival;
    private double accumulated;
    private double smoothed;
    private double trend;
    private double previousTrend;
    private double threshold = INITIAL_THRESHOLD;
    private double overusingMillis = -1;
    private int overusingDeltas;
    private DelayState state = DelayState.NORMAL;

    /** Takes the deltas between two groups, in milliseconds. */
    void add(final double sendDelta, final double arrivalDelta) {
        deltas = Math.min(deltas + 1, MAX_DELTAS);
        arrival += arrivalDelta;
        accumulated += arrivalDelta - sendDelta;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        arrivals[next] = arrival;
        delays[next] = smoothed;
        next = (next + 1) % WINDOW;
        count = Math.min(count + 1, WINDOW);

        previousTrend = trend;
        trend = count < WINDOW ? 0 : deltas * slope() * GAIN;
        detect(sendDelta);
        adapt(arrivalDelta);
    }

    private double slope() {
        double meanArrival = 0;
        double meanDelay = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanArrival += arrivals[i] / WINDOW;
            meanDelay += delays[i] / WINDOW;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < WINDOW; i++) {
            final double x = arrivals[i] - meanArrival;
            covariance += x * (delays[i] - meanDelay);
            variance += x * x;
        }
        return variance > 0 ? covariance / variance : 0;
    }

    private void detect(final double sendDelta) {
        if (trend > threshold) {
            overusingMillis = overusingMillis < 0 ? sendDelta / 2 : overusingMillis + sendDelta;
            overusingDeltas++;
            if (overusingMillis > OVERUSE_MILLIS && overusingDeltas > 1 && trend >= previousTrend) {
                overusingMillis = 0;
                overusingDeltas = 0;
                state = DelayState.OVERUSING;
            }
            return;
        }
        overusingMillis = -1;
        overusingDeltas = 0;
        state = trend < -threshold ? DelayState.UNDERUSING : DelayState.NORMAL;
    }

    private void adapt(final double elapsed) {
        final double magnitude = Math.abs(trend);
        if (magnitude > threshold + MAX_ADAPTED_OVERSHOOT) {
            return;
        }
        final double gain = magnitude < threshold ? THRESHOLD_DOWN : THRESHOLD_UP;
        final double change = gain * (magnitude - threshold) * Math.min(elapsed, MAX_ADAPTED_MILLIS);
        threshold = Math.clamp(threshold + change, MIN_THRESHOLD, MAX_THRESHOLD);
    }

    DelayState state() {
        return state;
    }

    double trend() {
        return trend;
    }

    double threshold() {
        return threshold;
    }

    /** Forgets the delays and keeps the threshold. */
    void reset() {
        count = 0;
        next = 0;
        deltas = 0;
        arrival = 0;
        accumulated = 0;
        smoothed = 0;
        trend = 0;
        previousTrend = 0;
        overusingMillis = -1;
        overusingDeltas = 0;
        state = DelayState.NORMAL;
    }
}
