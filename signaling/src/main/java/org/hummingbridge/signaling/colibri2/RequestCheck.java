/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.media.SourceDescription.SsrcGroup;

/**
 * Refuses requests whose values are out of bounds or contradict each other, before anything is changed. Never looks at the
 * bridge's state.
 */
final class RequestCheck {
    static final int MAX_ID_CHARS = 256;

    /** A batch mutes or expires at most the endpoints of one conference. */
    static final int MAX_ENDPOINTS = 1_000;

    static final int MAX_SOURCES = 100;

    /** Three encodings of video with RTX for each of the sources that one endpoint may have, and room. */
    static final int MAX_SSRCS = 400;

    static final int MAX_CANDIDATES = 64;
    static final int MAX_FINGERPRINTS = 8;

    /** One media description per media type, and room for being sent in parts. */
    static final int MAX_MEDIAS = 8;

    /** Dynamic and static payload types together are 128 (RFC 3551). */
    static final int MAX_PAYLOAD_TYPES = 128;

    static final int MAX_EXTENSIONS = 255;
    static final int MAX_CAPABILITIES = 64;

    /** RFC 8839 §5.4. */
    private static final int MIN_UFRAG_CHARS = 4;

    private static final int MIN_PASSWORD_CHARS = 22;
    private static final int MAX_CREDENTIAL_CHARS = 256;

    /** RFC 8839 §5.1. */
    private static final int MAX_FOUNDATION_CHARS = 32;

    /** Octets per hash function (RFC 8122 §5); others are unknown here. */
    private static final Map<String, Integer> HASH_BYTES =
            Map.of("sha-1", 20, "sha-224", 28, "sha-256", 32, "sha-384", 48, "sha-512", 64);

    private RequestCheck() {}

    static void check(final ConferenceModify request) throws RejectedRequest {
        requireId(request.meetingId(), "meeting-id");
        require(request.endpoints().size() <= MAX_ENDPOINTS, "More than " + MAX_ENDPOINTS + " endpoints");
        if (request.create() && request.name() != null) {
            require(isBareJid(request.name()), "name is not the bare JID of a room");
        }
        for (final EndpointModify endpoint : request.endpoints()) {
            check(endpoint);
        }
    }

    private static void check(final EndpointModify endpoint) throws RejectedRequest {
        requireId(endpoint.id(), "endpoint id");
        if (endpoint.statsId() != null) {
            require(endpoint.statsId().length() <= MAX_ID_CHARS, "stats-id is too long");
        }
        require(endpoint.capabilities().size() <= MAX_CAPABILITIES, "More than " + MAX_CAPABILITIES + " capabilities");
        check(endpoint.medias());
        final TransportModify transport = endpoint.transport();
        if (transport != null && transport.remote() != null) {
            check(transport.remote());
        }
        if (endpoint.sources() != null) {
            checkSources(endpoint.sources());
        }
    }

    private static void check(final List<MediaDescription> medias) throws RejectedRequest {
        require(medias.size() <= MAX_MEDIAS, "More than " + MAX_MEDIAS + " medias");
        for (final MediaDescription media : medias) {
            require(
                    media.payloadTypes().size() <= MAX_PAYLOAD_TYPES,
                    "More than " + MAX_PAYLOAD_TYPES + " payload types");
            require(media.extensions().size() <= MAX_EXTENSIONS, "More than " + MAX_EXTENSIONS + " header extensions");
        }
    }

    static void check(final RemoteTransport transport) throws RejectedRequest {
        final IceCredentials credentials = transport.credentials();
        if (credentials != null) {
            require(isCredential(credentials.ufrag(), MIN_UFRAG_CHARS), "ufrag is not 4 to 256 printable characters");
            require(
                    isCredential(credentials.password(), MIN_PASSWORD_CHARS),
                    "pwd is not 22 to 256 printable characters");
        }
        require(transport.candidates().size() <= MAX_CANDIDATES, "More than " + MAX_CANDIDATES + " candidates");
        for (final RemoteCandidate candidate : transport.candidates()) {
            require(candidate.foundation().length() <= MAX_FOUNDATION_CHARS, "foundation is longer than 32 characters");
        }
        require(transport.fingerprints().size() <= MAX_FINGERPRINTS, "More than " + MAX_FINGERPRINTS + " fingerprints");
        for (final Fingerprint fingerprint : transport.fingerprints()) {
            check(fingerprint);
        }
    }

    private static void check(final Fingerprint fingerprint) throws RejectedRequest {
        final Integer bytes = HASH_BYTES.get(fingerprint.hash());
        if (bytes == null) {
            throw RejectedRequest.badRequest("Unknown hash function of a fingerprint");
        }
        require(
                isHexPairs(fingerprint.value(), bytes),
                "A " + fingerprint.hash() + " fingerprint is " + bytes + " hexadecimal pairs joined by colons");
    }

    private static void checkSources(final List<SourceDescription> sources) throws RejectedRequest {
        require(sources.size() <= MAX_SOURCES, "More than " + MAX_SOURCES + " sources");
        final Set<String> names = new HashSet<>();
        final Set<Integer> ssrcs = new HashSet<>();
        for (final SourceDescription source : sources) {
            requireId(source.name(), "media-source id");
            require(names.add(source.name()), "Two sources have the same name");
            for (final Integer ssrc : source.ssrcs()) {
                require(ssrcs.add(ssrc), "SSRC " + Integer.toUnsignedString(ssrc) + " is signalled twice");
            }
            for (final SsrcGroup group : source.groups()) {
                check(group, source);
            }
        }
        require(ssrcs.size() <= MAX_SSRCS, "More than " + MAX_SSRCS + " SSRCs");
    }

    private static void check(final SsrcGroup group, final SourceDescription source) throws RejectedRequest {
        require(source.ssrcs().containsAll(group.ssrcs()), "An ssrc-group names an SSRC that its source does not have");
        require(new HashSet<>(group.ssrcs()).size() == group.ssrcs().size(), "An ssrc-group names an SSRC twice");
        require(!group.semantics().equals("FID") || group.ssrcs().size() == 2, "A FID group has two SSRCs");
    }

    static boolean hasKnownHash(final Fingerprint fingerprint) {
        return HASH_BYTES.containsKey(fingerprint.hash());
    }

    private static void requireId(final String id, final String what) throws RejectedRequest {
        require(
                !id.isBlank() && id.length() <= MAX_ID_CHARS && id.chars().noneMatch(Character::isISOControl),
                what + " is not 1 to " + MAX_ID_CHARS + " printable characters");
    }

    /** Colons separate the two halves of a STUN USERNAME (RFC 8445 §7.2.2), so they are no part of a fragment. */
    private static boolean isCredential(final String text, final int minChars) {
        return text.length() >= minChars
                && text.length() <= MAX_CREDENTIAL_CHARS
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
    }

    private static boolean isHexPairs(final String text, final int pairs) {
        if (text.length() != pairs * 3 - 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean fits = i % 3 == 2 ? c == ':' : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** As much of RFC 7622 as keeps resources, missing parts and control characters out. */
    private static boolean isBareJid(final String name) {
        final int at = name.indexOf('@');
        return at > 0
                && at == name.lastIndexOf('@')
                && at < name.length() - 1
                && name.length() <= 2 * MAX_ID_CHARS
                && name.chars().noneMatch(c -> c == '/' || c <= ' ');
    }

    private static void require(final boolean fulfilled, final String otherwise) throws RejectedRequest {
        if (!fulfilled) {
            throw RejectedRequest.badRequest(otherwise);
        }
    }
}
