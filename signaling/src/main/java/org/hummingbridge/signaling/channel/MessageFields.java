/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.jspecify.annotations.Nullable;

/** The fields of one message, read strictly by type; null counts as absent. Never converts one type to another. */
record MessageFields(JsonNode object) {
    /** Sources in one list; beyond any conference that a client can show. */
    static final int MAX_SOURCES = 2_000;

    /** Characters of a source's name; clients take an endpoint's id and a few more. */
    static final int MAX_NAME_LENGTH = 256;

    /** A field is missing, of another type, or out of range. */
    static final class BadField extends Exception {
        BadField(final String name) {
            super(name, null, false, false);
        }
    }

    @Nullable
    String string(final String name) throws BadField {
        final JsonNode value = value(name);
        return value == null ? null : text(value, name);
    }

    String requiredString(final String name) throws BadField {
        return required(string(name), name);
    }

    boolean bool(final String name) throws BadField {
        final JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw new BadField(name);
        }
        return value != null && value.booleanValue();
    }

    /** A whole number, -1 for no limit; null if absent. */
    @Nullable
    Integer limit(final String name) throws BadField {
        final JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToInt()) {
            throw new BadField(name);
        }
        final int number = value.intValue();
        if (number < VideoConstraint.UNLIMITED) {
            throw new BadField(name);
        }
        return number;
    }

    int requiredLimit(final String name) throws BadField {
        return required(limit(name), name);
    }

    @Nullable
    Double number(final String name) throws BadField {
        final JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new BadField(name);
        }
        return value.doubleValue();
    }

    /** Names in their order; null if absent. */
    @Nullable
    List<String> names(final String name) throws BadField {
        final JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.size() > MAX_SOURCES) {
            throw new BadField(name);
        }
        final List<String> names = new ArrayList<>(value.size());
        for (final JsonNode element : value) {
            names.add(text(element, name));
        }
        return List.copyOf(names);
    }

    @Nullable
    VideoConstraint constraint(final String name) throws BadField {
        final JsonNode value = value(name);
        return value == null ? null : constraint(value, name);
    }

    @Nullable
    Map<String, VideoConstraint> constraints(final String name) throws BadField {
        final JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject() || value.size() > MAX_SOURCES) {
            throw new BadField(name);
        }
        final Map<String, VideoConstraint> constraints = new LinkedHashMap<>();
        for (final Map.Entry<String, JsonNode> entry : value.properties()) {
            constraints.put(entry.getKey(), constraint(entry.getValue(), name));
        }
        return Map.copyOf(constraints);
    }

    VideoType videoType(final String name) throws BadField {
        return switch (requiredString(name).toLowerCase(Locale.ROOT)) {
            case "camera" -> VideoType.CAMERA;
            case "desktop" -> VideoType.DESKTOP;
            case "desktop_high_fps" -> VideoType.DESKTOP_HIGH_FPS;
            case "disabled", "none" -> VideoType.DISABLED;
            default -> throw new BadField(name);
        };
    }

    private static VideoConstraint constraint(final JsonNode value, final String name) throws BadField {
        if (!value.isObject()) {
            throw new BadField(name);
        }
        final MessageFields fields = new MessageFields(value);
        final Double frameRate = fields.number("maxFrameRate");
        if (frameRate != null && frameRate < 0 && frameRate != VideoConstraint.UNLIMITED) {
            throw new BadField(name);
        }
        return new VideoConstraint(
                fields.requiredLimit("maxHeight"), frameRate == null ? VideoConstraint.UNLIMITED : frameRate);
    }

    private @Nullable JsonNode value(final String name) {
        final JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String text(final JsonNode value, final String name) throws BadField {
        if (!value.isTextual() || value.textValue().length() > MAX_NAME_LENGTH) {
            throw new BadField(name);
        }
        return value.textValue();
    }

    private static <T> T required(final @Nullable T value, final String name) throws BadField {
        if (value == null) {
            throw new BadField(name);
        }
        return value;
    }
}
