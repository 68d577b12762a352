/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceControl;

/** Writes down what is done to it. */
final class FakeConference {
    /** Name and arguments of each call. */
    final List<List<Object>> calls = new ArrayList<>();

    /** Receiver and text, in order. */
    final List<String> sent = new ArrayList<>();

    final ConferenceControl control = (ConferenceControl) Proxy.newProxyInstance(
            ConferenceControl.class.getClassLoader(),
            new Class<?>[] {ConferenceControl.class},
            (_, method, args) -> switch (method.getName()) {
                case "id", "meetingId" -> "c0ffee";
                case "sendOnDataChannel" ->
                    sent.add(args[0] + " " + new String((byte[]) args[1], StandardCharsets.UTF_8)) ? null : "";
                case "receiverConstraints", "audioSubscription", "videoType" -> {
                    final List<Object> call = new ArrayList<>(List.of(method.getName()));
                    call.addAll(Arrays.asList(args));
                    calls.add(call);
                    yield null;
                }
                default -> throw new AssertionError("not asked for here: " + method.getName());
            });
}
