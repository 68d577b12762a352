/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Set;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;

/**
 * A sender's header extensions in a receiver's numbers, and the ones that the bridge writes itself. Computed once per change of
 * either side; an extension that says something about the sender's own transport is never passed on.
 */
public final class ExtensionMap {
    /** An id that RFC 8285 reserves: stands for "not forwarded" or "not negotiated". */
    public static final int NONE = 0;

    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    /** What describes the media and not the way it came. Not mid and rid, which name things of the sender's session. */
    private static final Set<String> FORWARDED = Set.of(
            "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
            "urn:3gpp:video-orientation",
            DEPENDENCY_DESCRIPTOR,
            "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time",
            "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
            "http://www.webrtc.org/experiments/rtp-hdrext/color-space",
            "http://www.webrtc.org/experiments/rtp-hdrext/video-content-type");

    private static final int IDS = 256;

    private final int[] ids = new int[IDS];
    private final int transportSequenceId;
    private final int absSendTimeId;
    private final int midId;
    private final int dependencyDescriptorId;
    private final boolean allowMixed;

    private ExtensionMap(
            final MediaDescription sender,
            final MediaDescription receiver,
            final int transportSequenceId,
            final int absSendTimeId) {
        this.transportSequenceId = transportSequenceId;
        this.absSendTimeId = absSendTimeId;
        this.midId = idOf(MID, receiver);
        this.dependencyDescriptorId = idOf(DEPENDENCY_DESCRIPTOR, sender);
        this.allowMixed = receiver.extmapAllowMixed();
    }

    /** The map from what {@code sender} negotiated to what {@code receiver} negotiated, for one media type. */
    public static ExtensionMap of(final MediaDescription sender, final MediaDescription receiver) {
        final boolean transportCc = receiver.payloadTypes().stream()
                .anyMatch(type -> type.feedback().contains("transport-cc"));
        final int transportSequenceId = transportCc ? idOf(TRANSPORT_CC, receiver) : NONE;
        final int absSendTimeId = transportSequenceId == NONE ? idOf(ABS_SEND_TIME, receiver) : NONE;
        final ExtensionMap map = new ExtensionMap(sender, receiver, transportSequenceId, absSendTimeId);
        for (final HeaderExtension extension : sender.extensions()) {
            if (isId(extension.id()) && isForwarded(extension.uri(), receiver)) {
                map.ids[extension.id()] = idOf(extension.uri(), receiver);
            }
        }
        return map;
    }

    /** The receiver's id for a sender's id (1..255), or {@link #NONE}. */
    public int map(final int id) {
        return ids[id];
    }

    /** The receiver's id for the transport-wide sequence number, or {@link #NONE}. */
    public int transportSequenceId() {
        return transportSequenceId;
    }

    /** The receiver's id for abs-send-time, or {@link #NONE}; not used beside the transport-wide sequence number. */
    public int absSendTimeId() {
        return absSendTimeId;
    }

    /** The receiver's id for the name of its media section, or {@link #NONE}. */
    int midId() {
        return midId;
    }

    /** The sender's id for the dependency descriptor, or {@link #NONE}. */
    public int dependencyDescriptorId() {
        return dependencyDescriptorId;
    }

    /** Whether the receiver takes one-byte and two-byte forms in one stream (RFC 8285 §4.1.2). */
    public boolean allowMixed() {
        return allowMixed;
    }

    /**
     * A dependency descriptor with templates takes the two-byte form. Who cannot be sent that is sent none, since receivers drop
     * packets whose descriptors refer to templates that they lack.
     */
    private static boolean isForwarded(final String uri, final MediaDescription receiver) {
        return FORWARDED.contains(uri) && (receiver.extmapAllowMixed() || !uri.equals(DEPENDENCY_DESCRIPTOR));
    }

    private static int idOf(final String uri, final MediaDescription media) {
        for (final HeaderExtension extension : media.extensions()) {
            if (extension.uri().equals(uri) && isId(extension.id())) {
                return extension.id();
            }
        }
        return NONE;
    }

    private static boolean isId(final int id) {
        return id > NONE && id < IDS;
    }
}
