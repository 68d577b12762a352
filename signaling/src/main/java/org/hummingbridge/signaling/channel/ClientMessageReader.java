/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.signaling.channel.ClientMessage.ClientHello;
import org.hummingbridge.signaling.channel.ClientMessage.EndpointMessage;
import org.hummingbridge.signaling.channel.ClientMessage.EndpointStats;
import org.hummingbridge.signaling.channel.ClientMessage.LastNChangedEvent;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverAudioSubscription;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverVideoConstraints;
import org.hummingbridge.signaling.channel.ClientMessage.SourceVideoTypeMessage;
import org.hummingbridge.signaling.channel.ClientMessage.VideoTypeMessage;
import org.hummingbridge.signaling.channel.MessageFields.BadField;
import org.hummingbridge.signaling.channel.MessageMembers.Scan;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent into a message or into the reason why it is none. Never throws. */
final class ClientMessageReader {
    /** As much as jitsi-videobridge takes; counted in characters, which a string knows. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final JsonMapper TREES = new JsonMapper(MessageMembers.JSON);
    private static final String CLASS = "colibriClass";
    private static final Set<String> NOT_PASSED_ON = Set.of(CLASS, "from");

    private ClientMessageReader() {}

    /** A message or a reason. */
    sealed interface Reading {
        record Message(ClientMessage message) implements Reading {}

        record Refused(ChannelDrop reason) implements Reading {}
    }

    static Reading read(final String text) {
        if (text.length() > MAX_LENGTH) {
            return new Reading.Refused(ChannelDrop.TOO_LONG);
        }
        return switch (MessageMembers.of(text)) {
            case Scan.Refused(ChannelDrop reason) -> new Reading.Refused(reason);
            case Scan.Members(MessageMembers members) -> read(members);
        };
    }

    private static Reading read(final MessageMembers members) {
        final String colibriClass = members.string(CLASS);
        if (colibriClass == null) {
            return new Reading.Refused(ChannelDrop.NO_CLASS);
        }
        try {
            final ClientMessage message = message(colibriClass, members);
            return message == null ? new Reading.Refused(ChannelDrop.UNKNOWN_CLASS) : new Reading.Message(message);
        } catch (BadField | JsonProcessingException e) {
            return new Reading.Refused(ChannelDrop.BAD_FIELD);
        }
    }

    private static @Nullable ClientMessage message(final String colibriClass, final MessageMembers members)
            throws BadField, JsonProcessingException {
        return switch (colibriClass) {
            case "ClientHello" -> new ClientHello();
            case "ReceiverVideoConstraints" -> videoConstraints(fields(members));
            case "LastNChangedEvent" -> new LastNChangedEvent(fields(members).requiredLimit("lastN"));
            case "ReceiverAudioSubscription" -> new ReceiverAudioSubscription(subscription(fields(members)));
            case "SourceVideoTypeMessage" -> sourceVideoType(fields(members));
            case "VideoTypeMessage" -> new VideoTypeMessage(fields(members).videoType("videoType"));
            case "EndpointMessage" -> endpointMessage(members);
            case "EndpointStats" -> new EndpointStats(opaque("EndpointStats", members));
            default -> null;
        };
    }

    private static MessageFields fields(final MessageMembers members) throws JsonProcessingException {
        return new MessageFields(TREES.readTree(members.text()));
    }

    private static ReceiverVideoConstraints videoConstraints(final MessageFields fields) throws BadField {
        return new ReceiverVideoConstraints(
                fields.limit("lastN"),
                fields.names("selectedSources"),
                fields.names("onStageSources"),
                fields.constraint("defaultConstraints"),
                fields.constraints("constraints"),
                fields.number("assumedBandwidthBps"));
    }

    private static AudioSubscription subscription(final MessageFields fields) throws BadField {
        final String mode = fields.string("mode");
        if (mode == null) {
            return new AudioSubscription(
                    fields.bool("all"), set(fields.names("include")), set(fields.names("exclude")));
        }
        final Set<String> list = set(fields.names("list"));
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "all" -> AudioSubscription.EVERYTHING;
            case "none" -> new AudioSubscription(false, Set.of(), Set.of());
            case "include" -> new AudioSubscription(false, list, Set.of());
            case "exclude" -> new AudioSubscription(true, Set.of(), list);
            default -> throw new BadField("mode");
        };
    }

    private static SourceVideoTypeMessage sourceVideoType(final MessageFields fields) throws BadField {
        return new SourceVideoTypeMessage(fields.requiredString("sourceName"), fields.videoType("videoType"));
    }

    private static EndpointMessage endpointMessage(final MessageMembers members) throws BadField {
        final String to = members.string("to");
        if (to == null) {
            throw new BadField("to");
        }
        return new EndpointMessage(to, opaque("EndpointMessage", members));
    }

    private static OpaqueMembers opaque(final String colibriClass, final MessageMembers members) {
        return new OpaqueMembers(colibriClass, members.without(NOT_PASSED_ON));
    }

    private static Set<String> set(final @Nullable List<String> names) {
        return names == null ? Set.of() : Set.copyOf(names);
    }
}
