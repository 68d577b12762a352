/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** People in a conference, each with a voice that can be changed at any time; time passes when told to. */
final class Conversation {
    private static final long TICK_NANOS = 5_000_000;

    private final SpeakerIdentification speakers;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final List<String> switches = new ArrayList<>();
    private final RandomGenerator random;
    private long now;

    private static final class Participant {
        private final Speaker speaker;
        private Voice voice = Voice.MUTED;
        private long voiceSince;
        private long nextPacket;
        private long packetNanos = Duration.ofMillis(20).toNanos();
        private long delayNanos;
        private final List<Integer> held = new ArrayList<>();

        Participant(final Speaker speaker, final long now) {
            this.speaker = speaker;
            this.voiceSince = now;
            this.nextPacket = now;
        }
    }

    Conversation(final SpeechSettings settings, final RandomGenerator random, final String... ids) {
        this.speakers = new SpeakerIdentification(settings);
        this.random = random;
        for (final String id : ids) {
            join(id);
        }
    }

    Conversation join(final String id) {
        participants.put(id, new Participant(speakers.join(id), now));
        return this;
    }

    Conversation leave(final String id) {
        speakers.leave(participants.remove(id).speaker);
        return this;
    }

    Conversation voice(final String id, final Voice voice) {
        final Participant participant = participants.get(id);
        participant.voice = voice;
        participant.voiceSince = now;
        return this;
    }

    Conversation packets(final String id, final Duration length) {
        participants.get(id).packetNanos = length.toNanos();
        return this;
    }

    /** From now on packets arrive in bunches, each after so long a stall. */
    Conversation stalls(final String id, final Duration stall) {
        participants.get(id).delayNanos = stall.toNanos();
        return this;
    }

    Conversation run(final Duration time) {
        final long end = now + time.toNanos();
        while (now < end) {
            now += TICK_NANOS;
            participants.values().forEach(this::send);
            if (speakers.onTick(now) && !String.valueOf(speakers.dominant()).equals(lastSwitch())) {
                switches.add(String.valueOf(speakers.dominant()));
            }
        }
        return this;
    }

    private void send(final Participant participant) {
        while (participant.nextPacket <= now) {
            final long at = participant.nextPacket;
            participant.nextPacket += participant.packetNanos;
            final int level = participant.voice.level(at - participant.voiceSince, random);
            if (level != Voice.NO_PACKET) {
                participant.held.add(level);
            }
        }
        if (participant.delayNanos == 0 || now / TICK_NANOS % (participant.delayNanos / TICK_NANOS) == 0) {
            participant.held.forEach(level -> speakers.onAudioLevel(participant.speaker, level, now));
            participant.held.clear();
        }
    }

    private String lastSwitch() {
        return switches.isEmpty() ? "null" : switches.getLast();
    }

    SpeakerIdentification speakers() {
        return speakers;
    }

    String dominant() {
        return speakers.dominant();
    }

    /** Everybody who became dominant, in order. */
    List<String> switches() {
        return switches;
    }

    long now() {
        return now;
    }
}
