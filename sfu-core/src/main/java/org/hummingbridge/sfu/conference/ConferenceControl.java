/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/**
 * What signalling may do to one conference. Thread-safe. Calls naming an endpoint that does not exist do nothing; ask
 * {@link #endpointIds} first where that matters, under a lock of the caller's own per conference.
 */
public interface ConferenceControl {
    String meetingId();

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

    /**
     * Starts an ICE restart.
     *
     * @return the transport with new credentials, or null if it cannot be restarted
     */
    @Nullable
    LocalTransport restartIce(String endpointId);

    void expireEndpoint(String endpointId);

    /** Endpoint ids from the most recent speaker on, and the dominant one (null if nobody spoke). */
    SpeakerOrder speakers();

    /** See {@link #speakers}. */
    record SpeakerOrder(@Nullable String dominant, List<String> byRecency) {}
}
