/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.bwe.BandwidthEstimator;
import org.hummingbridge.sfu.bwe.EstimatorSettings;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceSnapshot;
import org.hummingbridge.sfu.conference.EndpointSnapshot;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.sfu.ice.IceState;

/** Writes down what is done to it. */
final class FakeConference {
    /** Name and arguments of each call. */
    final List<List<Object>> calls = new ArrayList<>();

    /** Endpoints, and whether their media is. */
    Map<String, Boolean> connected = Map.of();

    /** Receiver and text, in order. */
    final List<String> sent = new ArrayList<>();

    /** Endpoints that everything is to be told again, in order. */
    final List<String> opened = new ArrayList<>();

    final ConferenceControl control = (ConferenceControl) Proxy.newProxyInstance(
            ConferenceControl.class.getClassLoader(),
            new Class<?>[] {ConferenceControl.class},
            (_, method, args) -> switch (method.getName()) {
                case "id", "meetingId" -> "c0ffee";
                case "snapshot" -> snapshot();
                case "sendOnDataChannel" ->
                    sent.add(args[0] + " " + new String((byte[]) args[1], StandardCharsets.UTF_8)) ? null : "";
                case "channelOpened" -> {
                    opened.add((String) args[0]);
                    yield null;
                }
                case "receiverConstraints", "audioSubscription", "videoType" -> {
                    final List<Object> call = new ArrayList<>(List.of(method.getName()));
                    call.addAll(Arrays.asList(args));
                    calls.add(call);
                    yield null;
                }
                default -> throw new AssertionError("not asked for here: " + method.getName());
            });

    private ConferenceSnapshot snapshot() {
        return new ConferenceSnapshot(
                "c0ffee",
                "c0ffee",
                null,
                0,
                0,
                new ConferenceControl.SpeakerOrder(null, List.of(), List.of(), false),
                connected.entrySet().stream()
                        .map(entry -> snapshot(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static EndpointSnapshot snapshot(final String id, final boolean connected) {
        return new EndpointSnapshot(
                id,
                null,
                false,
                IceState.NEW,
                connected,
                false,
                true,
                true,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new ForceMute(false, false),
                ReceiverConstraints.EVERYTHING,
                List.of(),
                new BandwidthEstimator(EstimatorSettings.defaults()).snapshot(),
                List.of(),
                List.of());
    }
}
