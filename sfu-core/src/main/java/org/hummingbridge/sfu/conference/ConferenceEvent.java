/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;

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

    /** Dominant speaker, recent speakers or silence changed. */
    record SpeakersChanged(ConferenceControl.SpeakerOrder speakers) implements ConferenceEvent {}

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

    /** The conference is over; the last event. */
    record Ended() implements ConferenceEvent {}
}
