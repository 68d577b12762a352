/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * One participant's audio on its way into the conference: passes on only who is among the loudest, and takes redundant packets
 * apart for those who need it.
 */
final class AudioIntake {
    private final Conference conference;
    private final Counters counters;
    private final @Nullable Speaker speaker;
    private int levelId;

    /** @param speaker null for one who is never a speaker */
    AudioIntake(final Conference conference, final Counters counters, final @Nullable Speaker speaker) {
        this.conference = conference;
        this.counters = counters;
        this.speaker = speaker;
    }

    /** Null for one who is never a speaker. */
    @Nullable
    Speaker speaker() {
        return speaker;
    }

    void negotiated(final EndpointMedia media) {
        levelId = media.extensionId(EndpointMedia.AUDIO_LEVEL);
    }

    /** Takes a packet, and with it its buffer. */
    void onPacket(final Incoming incoming, final PacketBuffer plain, final long now) {
        final Source source = incoming.source();
        final DropReason malformed = source.redundancy().onPacket(plain);
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        switch (source.audioGate().onPacket(sequence, speaker, level(plain), now)) {
            case FORWARD -> pass(incoming, plain, malformed, now);
            case RESUME -> {
                conference.resume(source, now);
                pass(incoming, plain, malformed, now);
            }
            case SILENT -> drop(plain, DropReason.AUDIO_SILENT);
            case NOT_LOUDEST -> drop(plain, DropReason.AUDIO_NOT_LOUDEST);
            case LATE -> drop(plain, DropReason.RTP_TOO_OLD);
        }
    }

    private void pass(
            final Incoming incoming, final PacketBuffer plain, final @Nullable DropReason malformed, final long now) {
        final AudioRedundancy redundancy = incoming.source().redundancy();
        if (redundancy.isIdle()) {
            conference.forward(incoming, plain, Audience.EVERYBODY, now);
        } else if (malformed != null) {
            drop(plain, malformed);
        } else if (redundancy.isRedundant(plain)) {
            takeApart(incoming, plain, redundancy, now);
        } else {
            redundancy.remember(plain, hasVoice(plain));
            conference.forward(
                    incoming, plain, redundancy.wasRestored() ? Audience.TAKERS_OF_RED : Audience.EVERYBODY, now);
        }
    }

    private void takeApart(
            final Incoming incoming, final PacketBuffer plain, final AudioRedundancy redundancy, final long now) {
        for (int i = 0; i < redundancy.parts(); i++) {
            final PacketBuffer part = conference.home().arena().acquire();
            if (part == null) {
                counters.drop(DropReason.NO_BUFFER);
            } else {
                redundancy.part(i, plain, part);
                conference.forward(incoming, part, Audience.TAKERS_OF_PLAIN, now);
            }
        }
        conference.forward(incoming, plain, Audience.TAKERS_OF_RED, now);
    }

    private boolean hasVoice(final PacketBuffer plain) {
        final int at = levelAt(plain);
        return at >= 0 && AudioLevel.voiceActivity(plain.bytes()[at]);
    }

    private int level(final PacketBuffer plain) {
        final int at = levelAt(plain);
        return at < 0 ? AudioGate.NO_LEVEL : AudioLevel.level(plain.bytes()[at]);
    }

    /** Where the packet says how loud it is; negative if it does not. */
    private int levelAt(final PacketBuffer plain) {
        final int at = levelId == 0 ? -1 : ExtensionReader.find(plain.bytes(), plain.offset(), levelId);
        return at >= 0 && ExtensionReader.dataLength(plain.bytes(), plain.offset(), at) >= AudioLevel.BYTES ? at : -1;
    }

    private void drop(final PacketBuffer plain, final DropReason reason) {
        plain.release();
        counters.drop(reason);
    }

    void close() {
        if (speaker != null) {
            conference.speech().leave(speaker);
        }
    }
}
