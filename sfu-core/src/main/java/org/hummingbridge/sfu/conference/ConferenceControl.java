/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.speech.SpeakerActivity;
import org.jspecify.annotations.Nullable;

/**
 * What signalling may do to one conference. Thread-safe. Calls naming an endpoint that does not exist do nothing; ask
 * {@link #endpointIds} first where that matters, under a lock of the caller's own per conference.
 */
public interface ConferenceControl {
    String meetingId();

    /** Random hexadecimal digits, for addresses that outsiders must not guess from the meeting's id. */
    String id();

    /** SSRC of RTCP that the bridge itself sends about audio; unsigned in an int. */
    int feedbackAudioSsrc();

    /** SSRC of RTCP that the bridge itself sends about video; unsigned in an int. */
    int feedbackVideoSsrc();

    Set<String> endpointIds();

    /** Whether the endpoint exists and is receive-only and invisible to others. */
    boolean isVisitor(String endpointId);

    /** Creates an endpoint with an id that is free. */
    LocalTransport createEndpoint(EndpointDescription description);

    /** Our side of an endpoint's transport as it is now; null if there is no such endpoint. */
    @Nullable
    LocalTransport localTransport(String endpointId);

    void updateTransport(String endpointId, RemoteTransport update);

    /** Adds payload types and header extensions. */
    void addMedia(String endpointId, List<MediaDescription> medias);

    /** Replaces the whole source set. */
    void replaceSources(String endpointId, List<SourceDescription> sources);

    void forceMute(String endpointId, ForceMute mute);

    /** Number of video sources to forward until the endpoint says what it wants; -1 for all. */
    void initialLastN(String endpointId, int lastN);

    /** What the endpoint wants of the others' video from now on; ends the effect of {@link #initialLastN}. */
    void receiverConstraints(String endpointId, ReceiverConstraints constraints);

    /** Whose audio the endpoint wants from now on. */
    void audioSubscription(String endpointId, AudioSubscription subscription);

    /** What one of the endpoint's video sources shows; may come before the source itself. */
    void videoType(String endpointId, String sourceName, VideoType type);

    /**
     * A way to tell the endpoint something has opened, the first one or another. What it is otherwise told only when it changes
     * is told again; there need not be anything of that kind.
     */
    default void channelOpened(final String endpointId) {}

    /** Sends a text message on the endpoint's data channel; does nothing if it has none that is open. */
    void sendOnDataChannel(String endpointId, byte[] utf8);

    /** Everything that is worth showing. Waits for the loop. */
    ConferenceSnapshot snapshot();

    /** What statistics go by, at less expense of the loop. Waits for it. */
    ConferenceTally tally();

    /**
     * Starts an ICE restart. Asked again before the peer has answered, it gives the same credentials and generation.
     *
     * @return the transport with new credentials and their generation; as it is, with generation 0, if it was never connected
     *     and so needs none; null if there is no such endpoint
     */
    @Nullable
    LocalTransport restartIce(String endpointId);

    void expireEndpoint(String endpointId);

    /** Endpoint ids from the most recent speaker on, and the dominant one (null if nobody spoke). */
    SpeakerOrder speakers();

    /**
     * See {@link #speakers}.
     *
     * @param byRecency everybody; those who never spoke come last
     * @param recent those who spoke lately, the dominant one first; bounded by the settings
     * @param silence nobody has spoken for a while; always false where that is not watched
     * @param activity what the order rests on, for people to look at
     */
    record SpeakerOrder(
            @Nullable String dominant,
            List<String> byRecency,
            List<String> recent,
            boolean silence,
            List<SpeakerActivity> activity) {
        /** Without what it rests on. */
        public SpeakerOrder(
                final @Nullable String dominant,
                final List<String> byRecency,
                final List<String> recent,
                final boolean silence) {
            this(dominant, byRecency, recent, silence, List.of());
        }
    }
}
