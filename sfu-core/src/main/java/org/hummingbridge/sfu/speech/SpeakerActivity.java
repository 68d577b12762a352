/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/**
 * How active one speaker is at this moment. For people to look at; nothing is decided by it.
 *
 * @param level of the newest packet, in -dBov
 * @param noiseLevel of the background, in -dBov
 * @param immediateScore of the newest frame
 * @param mediumScore of the last 100 ms
 * @param longScore of the last second
 */
public record SpeakerActivity(
        String endpointId, int level, int noiseLevel, double immediateScore, double mediumScore, double longScore) {}
