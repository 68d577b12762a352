/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read strictly by type. Never converts one type to another, but for the attributes that the
 * protocol writes both ways (see {@link #decimal}).
 */
record JsonFields(JsonNode object) {
    static JsonFields of(final JsonNode node, final String what) throws RejectedRequest {
        return new JsonFields(expect(node, JsonNodeType.OBJECT, what));
    }

    boolean has(final String name) {
        return object.has(name);
    }

    @Nullable
    String string(final String name) throws RejectedRequest {
        final JsonNode value = object.get(name);
        return value == null ? null : expect(value, JsonNodeType.STRING, name).textValue();
    }

    String requiredString(final String name, final String where) throws RejectedRequest {
        final String value = string(name);
        if (value == null) {
            throw missing(name, where);
        }
        return value;
    }

    boolean bool(final String name) throws RejectedRequest {
        final JsonNode value = object.get(name);
        return value != null && expect(value, JsonNodeType.BOOLEAN, name).booleanValue();
    }

    /** An integer in the given range, or null if the member is absent. */
    @Nullable
    Long integer(final String name, final long min, final long max) throws RejectedRequest {
        final JsonNode value = object.get(name);
        return value == null ? null : integer(value, name, min, max);
    }

    /** An integer in the given range, as a number or in the digits of a string, as XML attributes become either. */
    @Nullable
    Long decimal(final String name, final long min, final long max) throws RejectedRequest {
        final JsonNode value = object.get(name);
        if (value == null || !value.isTextual()) {
            return integer(name, min, max);
        }
        try {
            return inRange(Long.parseLong(value.textValue()), name, min, max);
        } catch (NumberFormatException e) {
            throw RejectedRequest.badRequest("Expected a number for " + name);
        }
    }

    long requiredDecimal(final String name, final long min, final long max, final String where) throws RejectedRequest {
        final Long value = decimal(name, min, max);
        if (value == null) {
            throw missing(name, where);
        }
        return value;
    }

    @Nullable
    JsonFields child(final String name) throws RejectedRequest {
        final JsonNode value = object.get(name);
        return value == null ? null : of(value, name);
    }

    /** The elements of an array; none if the member is absent. */
    Iterable<JsonNode> array(final String name) throws RejectedRequest {
        final JsonNode value = object.get(name);
        return value == null ? List.of() : expect(value, JsonNodeType.ARRAY, name);
    }

    List<JsonFields> children(final String name) throws RejectedRequest {
        final List<JsonFields> children = new ArrayList<>();
        for (final JsonNode element : array(name)) {
            children.add(of(element, name));
        }
        return children;
    }

    Map<String, String> strings(final String name) throws RejectedRequest {
        final JsonFields child = child(name);
        final Map<String, String> strings = new LinkedHashMap<>();
        if (child != null) {
            for (final Map.Entry<String, JsonNode> entry : child.object.properties()) {
                strings.put(
                        entry.getKey(),
                        expect(entry.getValue(), JsonNodeType.STRING, entry.getKey())
                                .textValue());
            }
        }
        return strings;
    }

    static long integer(final JsonNode value, final String name, final long min, final long max)
            throws RejectedRequest {
        final JsonNode number = expect(value, JsonNodeType.NUMBER, name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw outOfRange(name, min, max);
        }
        return inRange(number.longValue(), name, min, max);
    }

    static String text(final JsonNode value, final String name) throws RejectedRequest {
        return expect(value, JsonNodeType.STRING, name).textValue();
    }

    static RejectedRequest missing(final String name, final String where) {
        return RejectedRequest.badRequest(name + " must be set for " + where);
    }

    private static JsonNode expect(final JsonNode value, final JsonNodeType type, final String name)
            throws RejectedRequest {
        if (value.getNodeType() != type) {
            throw RejectedRequest.badRequest("Expected " + type.name().toLowerCase(Locale.ROOT) + " for " + name
                    + ", got " + value.getNodeType());
        }
        return value;
    }

    private static long inRange(final long value, final String name, final long min, final long max)
            throws RejectedRequest {
        if (value < min || value > max) {
            throw outOfRange(name, min, max);
        }
        return value;
    }

    private static RejectedRequest outOfRange(final String name, final long min, final long max) {
        return RejectedRequest.badRequest("Expected a whole number from " + min + " to " + max + " for " + name);
    }
}
