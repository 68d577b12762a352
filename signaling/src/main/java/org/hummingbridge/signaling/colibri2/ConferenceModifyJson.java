/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.signaling.colibri2.ConferenceModify.RelayModify;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests in JSON: any bytes give a request or a refusal. Never throws for bad input, never looks at the bridge.
 * Members that it does not know are ignored, since the focus adds to the protocol without asking.
 */
final class ConferenceModifyJson {
    /** Bodies beyond this are refused unread; a conference's largest requests are a few tens of kilobytes. */
    static final int MAX_BODY_BYTES = 1 << 20;

    /** The protocol's own documents nest 12 deep. */
    private static final int MAX_DEPTH = 20;

    /** Each token becomes an object on the heap, and the shortest are two bytes long. */
    private static final int MAX_TOKENS = 100_000;

    private static final int MAX_STRING_CHARS = 16_384;
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_NUMBER_CHARS = 32;

    private static final ObjectReader TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BODY_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(MAX_STRING_CHARS)
                            .maxNameLength(MAX_NAME_CHARS)
                            .maxNumberLength(MAX_NUMBER_CHARS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private ConferenceModifyJson() {}

    /** A request, or why it is none. */
    sealed interface Reading {
        record Request(ConferenceModify request) implements Reading {}

        record Refusal(Colibri2Error error) implements Reading {}
    }

    /**
     * @param meetingId what stands in for the body's own {@code meeting-id}; null to take that
     */
    static Reading read(final byte[] body, final @Nullable String meetingId) {
        try {
            return new Reading.Request(request(JsonFields.of(tree(body), "conference-modify"), meetingId));
        } catch (RejectedRequest e) {
            return new Reading.Refusal(e.error());
        }
    }

    /** The same for a tree that was bounded where it was built. */
    static Reading read(final JsonNode tree) {
        try {
            return new Reading.Request(request(JsonFields.of(tree, "conference-modify"), null));
        } catch (RejectedRequest e) {
            return new Reading.Refusal(e.error());
        }
    }

    private static JsonNode tree(final byte[] body) throws RejectedRequest {
        if (body.length > MAX_BODY_BYTES) {
            throw RejectedRequest.badRequest("Request is larger than " + MAX_BODY_BYTES + " bytes");
        }
        try {
            return TREES.readTree(body);
        } catch (JsonProcessingException e) {
            throw RejectedRequest.badRequest("Could not parse JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw RejectedRequest.badRequest("Could not parse JSON: not UTF-8");
        }
    }

    private static ConferenceModify request(final JsonFields fields, final @Nullable String meetingId)
            throws RejectedRequest {
        final String own = fields.string("meeting-id");
        final String id = meetingId == null ? own : meetingId;
        if (id == null || id.isBlank()) {
            throw JsonFields.missing("meeting-id", "conference-modify IQ");
        }
        final List<EndpointModify> endpoints = new ArrayList<>();
        for (final JsonFields endpoint : fields.children("endpoints")) {
            endpoints.add(endpoint(endpoint));
        }
        final List<RelayModify> relays = new ArrayList<>();
        for (final JsonFields relay : fields.children("relays")) {
            relays.add(new RelayModify(relay.requiredString("id", "relay"), relay.bool("expire")));
        }
        boolean opensConnects = false;
        for (final JsonFields connect : fields.children("connects")) {
            opensConnects |= !connect.bool("expire");
        }
        return new ConferenceModify(
                id,
                fields.string("name"),
                fields.bool("create"),
                fields.bool("expire"),
                List.copyOf(endpoints),
                List.copyOf(relays),
                opensConnects);
    }

    private static EndpointModify endpoint(final JsonFields fields) throws RejectedRequest {
        final Set<String> capabilities = new LinkedHashSet<>();
        for (final JsonNode capability : fields.array("capabilities")) {
            capabilities.add(JsonFields.text(capability, "capabilities"));
        }
        final JsonFields transport = fields.child("transport");
        final JsonFields mute = fields.child("force-mute");
        return new EndpointModify(
                fields.requiredString("id", "endpoint"),
                fields.bool("create"),
                fields.bool("expire"),
                fields.string("stats-id"),
                "visitor".equals(fields.string("muc-role")),
                Set.copyOf(capabilities),
                MediaJson.read(fields.children("medias")),
                transport == null ? null : TransportJson.read(transport),
                fields.has("sources") ? SourcesJson.read(fields.children("sources")) : null,
                mute == null ? null : new ForceMute(mute.bool("audio"), mute.bool("video")),
                initialLastN(fields));
    }

    private static @Nullable Integer initialLastN(final JsonFields fields) throws RejectedRequest {
        final JsonFields lastN = fields.child("initial-last-n");
        return lastN == null ? null : (int) lastN.requiredDecimal("value", -1, Integer.MAX_VALUE, "initial-last-n");
    }
}
