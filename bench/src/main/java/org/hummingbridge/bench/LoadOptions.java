/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import org.hummingbridge.bench.call.Load;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be changed about a scenario's load. */
final class LoadOptions {
    @Option(names = "--conferences", paramLabel = "C", description = "Conferences, instead of the scenario's.")
    @Nullable
    Integer conferences;

    @Option(names = "--participants", paramLabel = "P", description = "Participants of each conference.")
    @Nullable
    Integer participants;

    @Option(names = "--senders", paramLabel = "S", description = "How many of them send.")
    @Nullable
    Integer senders;

    @Option(names = "--video-kbps", paramLabel = "KBPS", description = "Video of each sender; 0: none.")
    @Nullable
    Integer videoKbps;

    @Option(names = "--no-audio", description = "Senders send no audio.")
    boolean noAudio;

    @Option(
            names = "--simulcast",
            description = "Video in three encodings. The bridge chooses, so the delivered ratio means nothing.")
    boolean simulcast;

    @Option(
            names = "--temporal-layers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Temporal layers of the video, 1 to 3 (default: ${DEFAULT-VALUE}).")
    int temporalLayers;

    @Option(
            names = "--pacing",
            paramLabel = "FACTOR",
            defaultValue = "2.5",
            description = "Multiple of the bitrate at which a sender's pacer drains (default: ${DEFAULT-VALUE}, "
                    + "libwebrtc's); 0: all packets of a frame at once, however large.")
    double pacing;

    @Option(
            names = "--burst",
            paramLabel = "MILLISECONDS",
            defaultValue = "40",
            description = "How far ahead of that rate packets leave back to back (default: ${DEFAULT-VALUE}, "
                    + "libwebrtc's); 5: about one packet at a time, as up to 2022.")
    double burstMillis;

    @Option(
            names = "--channel",
            paramLabel = "KIND",
            defaultValue = "sctp",
            description = "Bridge channel: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Load.Channel channel = Load.Channel.SCTP;
}
