/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;

/** An association on the simulated network. Is woken at its deadlines only, so that a wrong deadline shows. */
final class SimulatedEnd implements SctpListener {
    final SctpAssociation association;
    final List<Message> messages = new ArrayList<>();
    final List<Integer> resets = new ArrayList<>();
    final List<String> endings = new ArrayList<>();
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    int establishments;
    int packetsSent;
    private final SimulatedNetwork network;
    private final InetSocketAddress here;
    private final InetSocketAddress there;

    SimulatedEnd(final SimulatedNetwork network, final InetSocketAddress here, final InetSocketAddress there) {
        this.network = network;
        this.here = here;
        this.there = there;
        this.association = new SctpAssociation(this, network.randomForHost());
        network.attach(here, (datagram, now) -> {
            final DropReason drop = association.onPacket(datagram.bytes(), 0, datagram.bytes().length, now);
            if (drop != null) {
                drops.merge(drop, 1, Integer::sum);
            }
            wakeAtDeadline();
        });
    }

    void connect() {
        association.connect(network.nowNanos());
        wakeAtDeadline();
    }

    boolean send(final int streamId, final byte[] message) {
        final boolean queued = association.send(streamId, 51, message, network.nowNanos());
        wakeAtDeadline();
        return queued;
    }

    void resetStream(final int streamId) {
        association.resetStream(streamId, network.nowNanos());
        wakeAtDeadline();
    }

    void close() {
        association.close(network.nowNanos());
    }

    List<byte[]> payloads() {
        return messages.stream().map(Message::payload).toList();
    }

    private void wakeAtDeadline() {
        final long deadline = association.nextDeadline();
        final long ahead = Math.max(0, deadline - network.nowNanos());
        network.after(Duration.ofNanos(ahead), () -> {
            if (association.nextDeadline() == deadline) {
                association.onTime(network.nowNanos());
                wakeAtDeadline();
            }
        });
    }

    @Override
    public void send(final byte[] packet, final int length) {
        packetsSent++;
        network.send(here, there, Arrays.copyOf(packet, length));
    }

    @Override
    public void established() {
        establishments++;
    }

    @Override
    public void message(final int streamId, final int ppid, final byte[] message) {
        messages.add(new Message(streamId, ppid, message));
    }

    @Override
    public void streamReset(final int streamId) {
        resets.add(streamId);
    }

    @Override
    public void closed(final String reason) {
        endings.add(reason);
    }
}
