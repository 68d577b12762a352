/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hummingbridge.sfu.allocation.VideoType;
import org.jspecify.annotations.Nullable;

/** Something that happened in a conference and that others may want to tell its participants. */
public sealed interface ConferenceEvent {
    /** An endpoint was created. */
    record EndpointJoined(String endpointId, boolean visitor) implements ConferenceEvent {}

    /** An endpoint is gone. */
    record EndpointLeft(String endpointId) implements ConferenceEvent {}

    /** The endpoint's data channel can be used. */
    record ChannelOpened(String endpointId) implements ConferenceEvent {}

    /** The endpoint sent a text message on its data channel. */
    record ChannelMessage(String endpointId, String text) implements ConferenceEvent {}

    /** The endpoint's data channel cannot be used any more. */
    record ChannelClosed(String endpointId) implements ConferenceEvent {}

    /**
     * Dominant speaker, recent speakers or silence changed. Told again and again, so that it is one and the same event.
     *
     * @param speakers how they stand when asked, by any other thread than the loop
     */
    record SpeakersChanged(Supplier<ConferenceControl.SpeakerOrder> speakers) implements ConferenceEvent {}

    /** An endpoint fell silent, or is heard again. Never told of visitors. */
    record ConnectivityChanged(String endpointId, boolean active) implements ConferenceEvent {}

    /** Which video sources the endpoint is being sent changed; their names. */
    record ForwardedSourcesChanged(String endpointId, List<String> sourceNames) implements ConferenceEvent {}

    /**
     * What all receivers together want of a video source changed.
     *
     * @param endpointId who sends it
     * @param maxHeight pixels of the smaller dimension, -1 for unlimited, 0 if nobody wants it
     */
    record SenderConstraintChanged(String endpointId, String sourceName, int maxHeight) implements ConferenceEvent {}

    /** The endpoint is sent these video sources on these SSRCs of the bridge's own from now on; of others nothing changed. */
    record VideoSourcesMapped(String endpointId, List<VideoMapping> mappings) implements ConferenceEvent {}

    /** As {@link VideoSourcesMapped}. */
    record AudioSourcesMapped(String endpointId, List<AudioMapping> mappings) implements ConferenceEvent {}

    /**
     * What the bandwidth to the endpoint is reckoned to be. Told every now and then, of each endpoint by one and the same event.
     *
     * @param bandwidthBps what it was when this was told last; any thread may ask
     */
    record EstimateReported(String endpointId, LongSupplier bandwidthBps) implements ConferenceEvent {}

    /** The conference is over; the last event. */
    record Ended() implements ConferenceEvent {}

    /**
     * A video source on a receiver's SSRC.
     *
     * @param owner id of the endpoint that sends it
     * @param ssrc unsigned in an int, as {@code rtx}, which is never 0
     * @param mid of the receiver's m-line; null unless it tells streams apart by MID
     */
    record VideoMapping(
            String source,
            String owner,
            int ssrc,
            int rtx,
            VideoType videoType,
            @Nullable String mid) {}

    /** An audio source on a receiver's SSRC; see {@link VideoMapping}. */
    record AudioMapping(
            String source, String owner, int ssrc, @Nullable String mid) {}
}
