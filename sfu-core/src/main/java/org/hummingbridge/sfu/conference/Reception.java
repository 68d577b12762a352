/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.AllocatedVideo;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.AllocationTrigger;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoAllocator;

/** What one endpoint wants of the others, and when it is worth looking anew at what it is given for that. */
final class Reception {
    private final AllocationSettings settings;
    private final VideoAllocator allocator;
    private final AllocationTrigger trigger;
    private ReceiverConstraints constraints;
    private AudioSubscription audio = AudioSubscription.EVERYTHING;
    private boolean told;
    private boolean audioDue = true;
    private List<String> forwarded = List.of();

    Reception(final BridgeSettings settings) {
        this.settings = settings.allocation();
        this.allocator = new VideoAllocator(settings.allocation());
        this.trigger = new AllocationTrigger(settings.allocation());
        this.constraints = settings.initial();
    }

    /** A number of videos that holds until the endpoint has said what it wants. */
    void initialLastN(final int lastN) {
        if (!told) {
            constraints = constraints.withLastN(lastN);
            trigger.mark(AllocationTrigger.Reason.CONSTRAINTS);
        }
    }

    void constraints(final ReceiverConstraints wanted) {
        told = true;
        constraints = wanted;
        trigger.mark(AllocationTrigger.Reason.CONSTRAINTS);
    }

    void audio(final AudioSubscription wanted) {
        audio = wanted;
        audioDue = true;
    }

    AudioSubscription audio() {
        return audio;
    }

    /** Whether it wants an audio source by name, even if others are louder. */
    boolean asksFor(final String sourceName) {
        return audio.include().contains(sourceName) && audio.wants(sourceName);
    }

    ReceiverConstraints constraints() {
        return constraints;
    }

    AllocationTrigger trigger() {
        return trigger;
    }

    VideoAllocator allocation() {
        return allocator;
    }

    /** Which sources of audio there are, or whether it may be sent, changed. */
    void markAudio() {
        audioDue = true;
    }

    /** Whether audio is to be looked at, once. */
    boolean takeAudioDue() {
        final boolean due = audioDue;
        audioDue = false;
        return due;
    }

    /** Names of the video sources that it is being sent. */
    List<String> forwarded() {
        return forwarded;
    }

    /** Takes note of what it is being sent; false if that is known. */
    boolean forwarded(final List<String> names) {
        final boolean changed = !names.equals(forwarded);
        forwarded = names;
        return changed;
    }

    /**
     * Decides anew which layer of which video it is given.
     *
     * @param others all video sources of the other endpoints, in the order of their owners' last speech
     * @param endpoints in the conference
     * @param reduced most videos for anybody while the bridge is overloaded; negative for no limit
     * @param most that there are SSRCs for; negative for no limit
     */
    List<AllocatedVideo> allocate(
            final List<Source> others,
            final int endpoints,
            final int reduced,
            final int most,
            final ReceiverLink link,
            final long now) {
        final int lastN = settings.lastN().of(constraints.lastN(), endpoints, reduced, most);
        final long budgetBps = link.budgetBps();
        final long reservedBps = link.audioBps(now);
        allocator.run(constraints, lastN, others, budgetBps, reservedBps, now);
        trigger.ran(allocator, budgetBps, reservedBps, now);
        link.useful(allocator, now);
        return allocator.videos();
    }
}
