/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;

/** A sender with the bridge's side of it, and one receiver's view. */
final class SimulatedSource {
    static final int ENCODINGS = 3;

    final List<SimulatedEncoding> encodings = new ArrayList<>();
    final List<SourceReceiver> receivers = new ArrayList<>();
    final List<VideoPacketReader> readers = new ArrayList<>();
    final VideoForwarder forwarder;
    VideoMode mode;

    SimulatedSource(final int number, final VideoMode mode, final int syncPercent, final Random random) {
        this.mode = mode;
        for (int i = 0; i < ENCODINGS; i++) {
            final SimulatedEncoding encoding = new SimulatedEncoding(number, i, mode, syncPercent, random);
            encodings.add(encoding);
            receivers.add(new SourceReceiver(
                    encoding.ssrc, encoding.rtxSsrc(), ReceivedPayloadTypes.of(VideoMode.media()), new Counters()));
            readers.add(new VideoPacketReader());
        }
        forwarder = new VideoForwarder(
                receivers.stream().map(SourceReceiver::history).toList(),
                PayloadTypeMap.of(VideoMode.media(), VideoMode.media()),
                ExtensionMap.of(VideoMode.media(), VideoMode.media()));
    }

    void mode(final VideoMode next) {
        mode = next;
        encodings.forEach(encoding -> encoding.mode(next));
    }

    boolean sends(final SimulatedEncoding encoding) {
        return encoding.active && encoding.number < mode.encodings;
    }
}
