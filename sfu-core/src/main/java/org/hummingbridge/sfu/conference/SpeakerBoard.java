/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.speech.SpeakerIdentification;
import org.jspecify.annotations.Nullable;

/**
 * The latest order of a conference's speakers: written on its loop, which makes no garbage by that and never waits, and read by any
 * other thread. Never shows half of one order and half of another.
 *
 * <p>Three pages go round: the loop writes on one, readers read another, and the third lies between them with what was written last.
 */
final class SpeakerBoard implements Supplier<SpeakerOrder> {
    private final AtomicReference<Page> between = new AtomicReference<>(new Page());

    /** The loop's. */
    private Page blank = new Page();

    /** The readers', who take turns. */
    private Page shown = new Page();

    /** On the loop. */
    void write(final SpeakerIdentification speakers) {
        blank.fill(speakers);
        blank.fresh = true;
        blank = requireNonNull(between.getAndSet(blank));
    }

    @Override
    public synchronized SpeakerOrder get() {
        // The loop alone may put another page there meanwhile, and only a fresh one.
        if (requireNonNull(between.get()).fresh) {
            shown.fresh = false;
            shown = requireNonNull(between.getAndSet(shown));
        }
        return shown.order();
    }

    /** Belongs to whoever took it out of {@link #between}. */
    private static final class Page {
        private String[] ids = {};
        private int size;
        private int recent;
        private @Nullable String dominant;
        private boolean silence;

        /** Whether it was written on and not read since. */
        private boolean fresh;

        void fill(final SpeakerIdentification speakers) {
            size = speakers.size();
            if (ids.length < size) {
                ids = new String[size];
            }
            for (int i = 0; i < size; i++) {
                ids[i] = speakers.endpointId(i);
            }
            recent = speakers.recentSize();
            dominant = speakers.dominant();
            silence = speakers.silence();
        }

        SpeakerOrder order() {
            final List<String> all = Arrays.asList(ids).subList(0, size);
            return new SpeakerOrder(dominant, List.copyOf(all), List.copyOf(all.subList(0, recent)), silence);
        }
    }
}
