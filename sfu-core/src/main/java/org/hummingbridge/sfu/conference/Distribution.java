/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.hummingbridge.sfu.allocation.AllocationTrigger;
import org.hummingbridge.sfu.allocation.SenderConstraints;
import org.hummingbridge.sfu.allocation.SourceLayers;
import org.hummingbridge.sfu.datagram.Counter;

/**
 * Who in one conference is sent what: learns what changed, looks anew at those receivers that it matters to, and tells senders
 * what is wanted of them. Never looks at anybody per packet, nor at too many in one tick.
 */
final class Distribution {
    /** Pairs of receiver and source that are looked at in one tick: well below a millisecond of the loop's time. */
    private static final int MAX_EVALUATIONS = 4000;

    private final Conference conference;
    private final IntSupplier reducedLastN;

    /** What all receivers together want of each video source. */
    private final SenderConstraints demand = new SenderConstraints();

    /** All sources, in the order of their owners' last speech. */
    private List<Source> videoBySpeech = new ArrayList<>();

    /** What that was before, to be filled in next. */
    private List<Source> spare = new ArrayList<>();

    private final List<Source> audioSources = new ArrayList<>();
    private int round;

    /** Sources came or went or the speakers' order changed since the last tick. */
    private boolean sourcesChanged;

    /** Somebody's wishes about audio changed since the last tick. */
    private boolean audioAsked;

    /** Layers of some source changed since the last tick. */
    private boolean layersChanged;

    /** When some receiver's allocation is due if nothing else happens. */
    private long receiversDueNanos;

    private boolean receiversDue = true;

    private final SenderConstraints.Listener sendersAreTold = this::tellSender;

    /** From which place in the roster on receivers are looked at next: nobody is to wait for ever for those before. */
    private int nextAllocated;

    /** @param reducedLastN most videos for anybody while the bridge is overloaded; negative otherwise */
    Distribution(final Conference conference, final IntSupplier reducedLastN) {
        this.conference = conference;
        this.reducedLastN = reducedLastN;
    }

    /** Sources came or went, show something else, or have another order. */
    void sourcesChanged() {
        sourcesChanged = true;
    }

    /** What some source says about its layers is to be taken note of. */
    void layersChanged() {
        layersChanged = true;
    }

    /** Something happened that some receiver's allocation goes by. */
    void lookAtReceivers() {
        receiversDue = true;
    }

    /** Somebody asks for audio by name, or no longer. */
    void audioAsked() {
        audioAsked = true;
        receiversDue = true;
    }

    void left(final Endpoint endpoint, final long now) {
        demand.forget(endpoint.id(), now);
    }

    void ended(final List<Source> sources) {
        for (final Source source : sources) {
            demand.remove(source.name());
        }
    }

    /** Acts on what has changed; returns when it is to be called again if nothing does. */
    long onTick(final Endpoint[] roster, final long now) {
        if (sourcesChanged) {
            sourcesChanged = false;
            layersChanged = true;
            receiversDue = true;
            sortSources(roster, now);
        }
        if (audioAsked) {
            audioAsked = false;
            reviewAskedAudio(roster);
        }
        if (layersChanged) {
            layersChanged = false;
            watchLayers(roster);
        }
        if (receiversDue || now - receiversDueNanos >= 0) {
            allocate(roster, now);
        }
        return demand.poll(now, sendersAreTold) && !receiversDue ? receiversDueNanos : now;
    }

    /** Takes note of which sources there are, and in which order. */
    private void sortSources(final Endpoint[] roster, final long now) {
        final List<Source> before = videoBySpeech;
        videoBySpeech = spare;
        spare = before;
        videoBySpeech.clear();
        audioSources.clear();
        round++;
        for (final Endpoint sender : conference.speech().bySpeech(roster)) {
            if (sender != null) {
                list(sender.sources());
            }
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).listedRound != round) {
                demand.remove(before.get(i).name());
            }
        }
        before.clear();
        // Only now: a source that is gone may have left its name to another one.
        for (int i = 0; i < videoBySpeech.size(); i++) {
            demand.add(videoBySpeech.get(i).name(), now);
        }
        audioAsked = true;
        for (final Endpoint receiver : roster) {
            receiver.receiver().reception().trigger().mark(AllocationTrigger.Reason.SOURCES);
            receiver.receiver().reception().markAudio();
        }
    }

    private void list(final List<Source> sources) {
        for (int i = 0; i < sources.size(); i++) {
            final Source source = sources.get(i);
            if (source.isVideo()) {
                source.listedRound = round;
                videoBySpeech.add(source);
            } else {
                audioSources.add(source);
            }
        }
    }

    private void allocate(final Endpoint[] roster, final long now) {
        int evaluations = 0;
        int looked = 0;
        long next = now + AllocationTrigger.PERIOD_NANOS;
        receiversDue = false;
        while (looked < roster.length && evaluations < MAX_EVALUATIONS) {
            looked++;
            nextAllocated = (nextAllocated + 1) % roster.length;
            final Receiver receiver = roster[nextAllocated].receiver();
            final AllocationTrigger trigger = receiver.reception().trigger();
            if (trigger.isDue(now)) {
                receiver.allocate(videoBySpeech, roster.length, reducedLastN.getAsInt(), demand, now);
                evaluations += videoBySpeech.size();
            }
            if (receiver.reception().takeAudioDue()) {
                receiver.reviewAudio(audioSources, now);
                evaluations += audioSources.size();
            }
            final long wanted = trigger.nextDeadline(now);
            next = wanted - next < 0 ? wanted : next;
        }
        receiversDue |= looked < roster.length;
        receiversDueNanos = next;
    }

    private void tellSender(final String sourceName, final int maxHeight) {
        for (int i = 0; i < videoBySpeech.size(); i++) {
            final Source source = videoBySpeech.get(i);
            if (source.name().equals(sourceName)) {
                conference.tell(new ConferenceEvent.SenderConstraintChanged(
                        source.owner().id(), sourceName, maxHeight));
            }
        }
    }

    /** Learns which layers came and went. */
    private void watchLayers(final Endpoint[] roster) {
        for (int i = 0; i < videoBySpeech.size(); i++) {
            final Source source = videoBySpeech.get(i);
            final SourceLayers.Change change = source.video().takeChange();
            receiversDue |= change != SourceLayers.Change.NONE;
            if (change.compareTo(SourceLayers.Change.RATE) > 0) {
                conference.home().counters().add(Counter.LAYERING_CHANGES, 1);
            }
            for (int j = 0; change != SourceLayers.Change.NONE && j < roster.length; j++) {
                if (roster[j] != source.owner()) {
                    roster[j].receiver().reception().trigger().mark(change);
                }
            }
        }
    }

    private void reviewAskedAudio(final Endpoint[] roster) {
        for (int i = 0; i < audioSources.size(); i++) {
            final Source source = audioSources.get(i);
            source.audioGate().askedFor(isAskedFor(source.name(), roster));
        }
    }

    private static boolean isAskedFor(final String audio, final Endpoint[] roster) {
        for (final Endpoint receiver : roster) {
            if (receiver.receiver().reception().asksFor(audio)) {
                return true;
            }
        }
        return false;
    }
}
