/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.conference.ConferenceControl;

/** Remembers how many videos were asked for. */
final class FakeConference {
    final BlockingQueue<Integer> lastN = new LinkedBlockingQueue<>();
    final ConferenceControl control;

    FakeConference(final String id) {
        this.control = (ConferenceControl) Proxy.newProxyInstance(
                ConferenceControl.class.getClassLoader(),
                new Class<?>[] {ConferenceControl.class},
                (_, method, args) -> switch (method.getName()) {
                    case "id", "meetingId" -> id;
                    case "channelOpened" -> null;
                    case "receiverConstraints" -> {
                        lastN.add(((ReceiverConstraints) args[1]).lastN());
                        yield null;
                    }
                    default -> throw new AssertionError("not asked for here: " + method.getName());
                });
    }
}
