/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object and where in the text they stand, after every character of it has been checked. Keeps no values
 * but those of strings.
 */
record MessageMembers(String text, List<Member> members) {
    /** Messages of applications nest; what is deeper than this was made to hurt. */
    static final int MAX_DEPTH = 20;

    static final int MAX_NAME_LENGTH = 512;

    /** Digits; a double has at most 17 that matter, and some write all 300 before the point. */
    static final int MAX_NUMBER_LENGTH = 400;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from clients and must not stay in a table.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Either the members or the reason why there are none. */
    sealed interface Scan {
        record Members(MessageMembers members) implements Scan {}

        record Refused(ChannelDrop reason) implements Scan {}
    }

    /**
     * One member.
     *
     * @param start of its name in the text
     * @param end of its value in the text
     * @param string the value, if it is a string
     */
    record Member(String name, int start, int end, @Nullable String string) {}

    static Scan of(final String text) {
        // From characters, since positions in them are right only where the parser never refills.
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refusalOfValue(parser);
            }
            final List<Member> members = new ArrayList<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                final int start = (int) parser.currentTokenLocation().getCharOffset();
                final boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
                final String value = string ? parser.getText() : null;
                parser.skipChildren();
                members.add(
                        new Member(name, start, (int) parser.currentLocation().getCharOffset(), value));
            }
            return parser.nextToken() == null
                    ? new Scan.Members(new MessageMembers(text, members))
                    : new Scan.Refused(ChannelDrop.MALFORMED);
        } catch (StreamConstraintsException e) {
            return new Scan.Refused(ChannelDrop.LIMIT_EXCEEDED);
        } catch (IOException e) {
            return new Scan.Refused(ChannelDrop.MALFORMED);
        }
    }

    /** The string of that name, or null if there is none or it is no string. */
    @Nullable
    String string(final String name) {
        for (final Member member : members) {
            if (member.name().equals(name)) {
                return member.string();
            }
        }
        return null;
    }

    /** All members but some, as they are written, each after a comma. */
    String without(final Set<String> names) {
        final StringBuilder rest = new StringBuilder(text.length());
        for (final Member member : members) {
            if (!names.contains(member.name())) {
                rest.append(',').append(text, member.start(), member.end());
            }
        }
        return rest.toString();
    }

    private static Scan refusalOfValue(final JsonParser parser) throws IOException {
        final boolean value = parser.currentToken() != null;
        parser.skipChildren();
        return new Scan.Refused(
                value && parser.nextToken() == null ? ChannelDrop.NOT_AN_OBJECT : ChannelDrop.MALFORMED);
    }
}
