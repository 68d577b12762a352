/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.hummingbridge.signaling.channel.BridgeMessage.AudioSourceMapping;
import org.hummingbridge.signaling.channel.BridgeMessage.AudioSourcesMap;
import org.hummingbridge.signaling.channel.BridgeMessage.ConnectionStats;
import org.hummingbridge.signaling.channel.BridgeMessage.DominantSpeakerEndpointChangeEvent;
import org.hummingbridge.signaling.channel.BridgeMessage.EndpointConnectivityStatusChangeEvent;
import org.hummingbridge.signaling.channel.BridgeMessage.ForwardedSources;
import org.hummingbridge.signaling.channel.BridgeMessage.SenderSourceConstraints;
import org.hummingbridge.signaling.channel.BridgeMessage.ServerHello;
import org.hummingbridge.signaling.channel.BridgeMessage.SyntheticSourceSendingChangeEvent;
import org.hummingbridge.signaling.channel.BridgeMessage.VideoSourceMapping;
import org.hummingbridge.signaling.channel.BridgeMessage.VideoSourcesMap;
import org.jspecify.annotations.Nullable;

/** Writes what the bridge says, with the members in jitsi-videobridge's order. */
final class BridgeMessageWriter {
    private BridgeMessageWriter() {}

    static String write(final BridgeMessage message) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = MessageMembers.JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("colibriClass", message.getClass().getSimpleName());
            writeMembers(message, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return text.toString();
    }

    private static void writeMembers(final BridgeMessage message, final JsonGenerator json) throws IOException {
        switch (message) {
            case ServerHello(String version) -> writeOptional(json, "version", version);
            case DominantSpeakerEndpointChangeEvent(String dominant, List<String> previous, boolean silence) -> {
                json.writeStringField("dominantSpeakerEndpoint", dominant);
                writeStrings(json, "previousSpeakers", previous);
                json.writeBooleanField("silence", silence);
            }
            case EndpointConnectivityStatusChangeEvent(String endpoint, boolean active) -> {
                json.writeStringField("endpoint", endpoint);
                // A string, since clients compare it with one.
                json.writeStringField("active", String.valueOf(active));
            }
            case ForwardedSources(List<String> names) -> writeStrings(json, "forwardedSources", names);
            case SenderSourceConstraints(String sourceName, int maxHeight) -> {
                json.writeStringField("sourceName", sourceName);
                json.writeNumberField("maxHeight", maxHeight);
            }
            case ConnectionStats(long bandwidth) -> json.writeNumberField("estimatedDownlinkBandwidth", bandwidth);
            case VideoSourcesMap(List<VideoSourceMapping> mappings) -> writeVideoMappings(json, mappings);
            case AudioSourcesMap(List<AudioSourceMapping> mappings) -> writeAudioMappings(json, mappings);
            case SyntheticSourceSendingChangeEvent(String sourceName, boolean sending, int timestamp) -> {
                json.writeStringField("sourceName", sourceName);
                json.writeBooleanField("sending", sending);
                json.writeNumberField("timestamp", Integer.toUnsignedLong(timestamp));
            }
        }
    }

    private static void writeVideoMappings(final JsonGenerator json, final List<VideoSourceMapping> mappings)
            throws IOException {
        json.writeArrayFieldStart("mappedSources");
        for (final VideoSourceMapping mapping : mappings) {
            json.writeStartObject();
            writeSource(json, mapping.source(), mapping.owner(), mapping.ssrc());
            json.writeNumberField("rtx", Integer.toUnsignedLong(mapping.rtx()));
            json.writeStringField("videoType", mapping.videoType().name());
            writeOptional(json, "mid", mapping.mid());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAudioMappings(final JsonGenerator json, final List<AudioSourceMapping> mappings)
            throws IOException {
        json.writeArrayFieldStart("mappedSources");
        for (final AudioSourceMapping mapping : mappings) {
            json.writeStartObject();
            writeSource(json, mapping.source(), mapping.owner(), mapping.ssrc());
            writeOptional(json, "mid", mapping.mid());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** SSRCs are numbers, since clients fail on strings. */
    private static void writeSource(final JsonGenerator json, final String source, final String owner, final int ssrc)
            throws IOException {
        json.writeStringField("source", source);
        json.writeStringField("owner", owner);
        json.writeNumberField("ssrc", Integer.toUnsignedLong(ssrc));
    }

    private static void writeStrings(final JsonGenerator json, final String name, final List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (final String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void writeOptional(final JsonGenerator json, final String name, final @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
