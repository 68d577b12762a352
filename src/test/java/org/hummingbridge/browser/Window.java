/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one tab sent and received between two readings. */
record Window(JsonObject before, JsonObject after) {
    Window(final JsonObject both) {
        this(both.getJsonObject("before"), both.getJsonObject("after"));
    }

    double sentFramesPerSecond() {
        return rate(
                before.getJsonObject("sent").getJsonObject("video"),
                after.getJsonObject("sent").getJsonObject("video"),
                "framesSent");
    }

    /** By the name of the sender. */
    Map<String, Double> decodedFramesPerSecond() {
        return rates("video", "framesDecoded");
    }

    /** Energy of the sound that was played, per second (W3C webrtc-stats totalAudioEnergy), by the name of the sender. */
    Map<String, Double> audioEnergyPerSecond() {
        return rates("audio", "totalAudioEnergy");
    }

    private Map<String, Double> rates(final String kind, final String counter) {
        final Map<String, Double> rates = new HashMap<>();
        for (final JsonObject end : remote(after)) {
            remote(before).stream()
                    .filter(start -> kind.equals(end.getString("kind"))
                            && start.getString("source").equals(end.getString("source")))
                    .forEach(start -> rates.put(end.getString("name"), rate(start, end, counter)));
        }
        return rates;
    }

    private static List<JsonObject> remote(final JsonObject stats) {
        return stats.getJsonArray("remote").stream().map(JsonObject.class::cast).toList();
    }

    private static double rate(final JsonObject start, final JsonObject end, final String counter) {
        final double millis = end.getDouble("timestamp") - start.getDouble("timestamp");
        return millis <= 0 ? 0 : (end.getDouble(counter) - start.getDouble(counter)) * 1000 / millis;
    }
}
