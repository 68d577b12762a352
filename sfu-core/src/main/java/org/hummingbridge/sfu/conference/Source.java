/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.SourceReceiver;

/**
 * One source that an endpoint sends: its encodings as they come in, of which one is forwarded. Which one is a decision of its
 * own; so far it is the lowest.
 */
final class Source {
    private final Endpoint owner;
    private final SourceDescription description;
    private final int slot;
    private final List<SourceReceiver> encodings;

    /**
     * @param slot number of the source in its conference; index of the receivers' subscriptions
     * @param encodings from low to high; not empty
     */
    Source(
            final Endpoint owner,
            final SourceDescription description,
            final int slot,
            final List<SourceReceiver> encodings) {
        this.owner = owner;
        this.description = description;
        this.slot = slot;
        this.encodings = encodings;
    }

    Endpoint owner() {
        return owner;
    }

    SourceDescription description() {
        return description;
    }

    int slot() {
        return slot;
    }

    List<SourceReceiver> encodings() {
        return encodings;
    }

    MediaType type() {
        return description.type();
    }

    /** The encoding that receivers get. */
    SourceReceiver forwarded() {
        return encodings.getFirst();
    }

    void onTick(final long now) {
        for (int i = 0; i < encodings.size(); i++) {
            encodings.get(i).onTick(now);
        }
    }

    void close() {
        for (final SourceReceiver encoding : encodings) {
            encoding.close();
        }
    }
}
