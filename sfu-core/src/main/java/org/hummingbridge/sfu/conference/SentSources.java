/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.ReceivedPayloadTypes;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.VideoEncoding;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.jspecify.annotations.Nullable;

/**
 * The sources that one endpoint sends, and the look-up from its SSRCs to them. A source that is taken away rests here for a
 * while: clients remove and add the same one when they mute, and its numbering must go on where it stopped.
 */
final class SentSources {
    /** SSRCs that one endpoint may use; three encodings with RTX for a dozen cameras. */
    static final int MAX_SSRCS = 128;

    private static final int MAX_RESTING = 8;

    private final Endpoint owner;
    private final SourceSlots slots;
    private final RedSettings red;
    private final Counters counters;
    private final Map<SourceDescription, Source> resting = new LinkedHashMap<>();
    private SsrcTable<Incoming> bySsrc = new SsrcTable<>(MAX_SSRCS);
    private List<Source> current = List.of();

    SentSources(final Endpoint owner, final SourceSlots slots, final RedSettings red, final Counters counters) {
        this.red = red;
        this.owner = owner;
        this.slots = slots;
        this.counters = counters;
    }

    List<Source> current() {
        return current;
    }

    @Nullable
    Incoming bySsrc(final int ssrc) {
        return bySsrc.get(ssrc);
    }

    /** Makes {@code descriptions} the whole set. Returns what ended for good. */
    List<Source> replace(final List<SourceDescription> descriptions, final EndpointMedia media) {
        for (final Source source : current) {
            resting.put(source.description(), source);
        }
        final List<Source> next = new ArrayList<>();
        for (final SourceDescription description : descriptions) {
            final Source known = resting.remove(description);
            final Source source = known != null ? known : create(description, media);
            if (source != null) {
                next.add(source);
            }
        }
        current = List.copyOf(next);
        index();
        return retire(MAX_RESTING);
    }

    /** Ends everything. */
    List<Source> clear() {
        for (final Source source : current) {
            resting.put(source.description(), source);
        }
        current = List.of();
        bySsrc.clear();
        return retire(0);
    }

    private List<Source> retire(final int keep) {
        final List<Source> ended = new ArrayList<>();
        final var oldestFirst = resting.values().iterator();
        while (resting.size() > keep) {
            final Source source = oldestFirst.next();
            oldestFirst.remove();
            source.close();
            slots.giveBack(source.slot());
            ended.add(source);
        }
        for (final Source source : resting.values()) {
            source.close();
        }
        return ended;
    }

    /** Null for a source that cannot be received: no SSRCs, or no codec was negotiated for it. */
    private @Nullable Source create(final SourceDescription description, final EndpointMedia media) {
        final MediaDescription negotiated = media.of(description.type());
        final List<Encodings.Ssrcs> encodings = Encodings.of(description);
        if (negotiated == null || encodings.isEmpty()) {
            return null;
        }
        final ReceivedPayloadTypes payloadTypes = ReceivedPayloadTypes.of(negotiated);
        final boolean isVideo = description.type() == MediaType.VIDEO;
        final int dependencyDescriptorId = media.extensionId(EndpointMedia.DEPENDENCY_DESCRIPTOR);
        return new Source(
                owner,
                description,
                slots.take(),
                encodings.stream()
                        .map(e -> new SourceReceiver(e.primary(), e.rtx(), payloadTypes, counters))
                        .toList(),
                new VideoLayers(
                        encodings.stream()
                                .filter(e -> isVideo)
                                .map(e -> new VideoEncoding(payloadTypes, dependencyDescriptorId))
                                .toList(),
                        media.extensionId(EndpointMedia.VIDEO_LAYERS_ALLOCATION)),
                new AudioRedundancy(red, negotiated));
    }

    private void index() {
        final SsrcTable<Incoming> table = new SsrcTable<>(MAX_SSRCS);
        for (final Source source : current) {
            for (int i = 0; i < source.encodings().size(); i++) {
                final SourceReceiver encoding = source.encodings().get(i);
                final Incoming incoming = new Incoming(source, i, encoding);
                table.put(encoding.ssrc(), incoming);
                final Integer rtx = encoding.rtxSsrc();
                if (rtx != null) {
                    table.put(rtx, incoming);
                }
            }
        }
        bySsrc = table;
    }
}
