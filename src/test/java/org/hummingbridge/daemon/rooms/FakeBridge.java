/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hummingbridge.sfu.conference.BridgeControl;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointTotals;

/** Remembers what was expired; every conference exists. */
final class FakeBridge implements BridgeControl {
    final BlockingQueue<String> expired = new LinkedBlockingQueue<>();

    @Override
    public ConferenceControl createConference(final String meetingId, final String name) {
        throw new AssertionError("rooms create nothing at the bridge");
    }

    @Override
    public ConferenceControl conference(final String meetingId) {
        return (ConferenceControl) Proxy.newProxyInstance(
                ConferenceControl.class.getClassLoader(),
                new Class<?>[] {ConferenceControl.class},
                (_, method, args) -> {
                    if (!method.getName().equals("expireEndpoint")) {
                        throw new AssertionError("rooms only expire endpoints, not " + method.getName());
                    }
                    expired.add(meetingId + "/" + args[0]);
                    return null;
                });
    }

    @Override
    public void reduceLastN(final int lastN) {
        throw new AssertionError("nobody here is overloaded");
    }

    @Override
    public Collection<? extends ConferenceControl> conferences() {
        return List.of();
    }

    @Override
    public EndpointTotals totals() {
        return new EndpointTotals(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void expireConference(final String meetingId) {
        expired.add(meetingId);
    }

    List<String> expiredSoFar() {
        return List.copyOf(expired);
    }
}
