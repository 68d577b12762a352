/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a participant tells the others: name, mute flags, and sources as Colibri2 writes them in JSON. Built only from fields
 * that were checked, since other pages write session descriptions from them.
 */
record Presence(String name, boolean audioMuted, boolean videoMuted, JsonArray sources) {
    static final int MAX_NAME_CHARS = 64;
    /** Camera, microphone, screen and its sound, twice. */
    static final int MAX_SOURCES = 8;
    /** Three simulcast layers with retransmission and error correction each, and some room. */
    static final int MAX_SSRCS = 16;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern SEMANTICS = Pattern.compile("FID|SIM|FEC-FR");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");
    private static final long MAX_SSRC = 0xFFFF_FFFFL;

    /** The presence in a message, or null if any of it is malformed. */
    static @Nullable Presence parse(final JsonObject message) {
        if (!(message.getValue("name") instanceof String name)
                || !(message.getValue("muted", new JsonObject()) instanceof JsonObject muted)
                || !(muted.getValue("audio", false) instanceof Boolean audioMuted)
                || !(muted.getValue("video", false) instanceof Boolean videoMuted)
                || !(message.getValue("sources", new JsonArray()) instanceof JsonArray sources)) {
            return null;
        }
        final JsonArray checked = checkedSources(sources);
        return checked == null ? null : new Presence(printable(name), audioMuted, videoMuted, checked);
    }

    JsonObject toJson(final String id) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("muted", new JsonObject().put("audio", audioMuted).put("video", videoMuted))
                .put("sources", sources);
    }

    private static String printable(final String name) {
        final String clean = UNPRINTABLE.matcher(name).replaceAll("").strip();
        return clean.isEmpty() ? "Guest" : shortened(clean);
    }

    /** Never ends with half a character, which would be unprintable again. */
    private static String shortened(final String name) {
        if (name.length() <= MAX_NAME_CHARS) {
            return name;
        }
        final boolean splits = Character.isHighSurrogate(name.charAt(MAX_NAME_CHARS - 1));
        return name.substring(0, splits ? MAX_NAME_CHARS - 1 : MAX_NAME_CHARS);
    }

    private static @Nullable JsonArray checkedSources(final JsonArray sources) {
        if (sources.size() > MAX_SOURCES) {
            return null;
        }
        final JsonArray checked = new JsonArray();
        for (final Object each : sources) {
            final JsonObject source = each instanceof JsonObject object ? checkedSource(object) : null;
            if (source == null) {
                return null;
            }
            checked.add(source);
        }
        return checked;
    }

    private static @Nullable JsonObject checkedSource(final JsonObject source) {
        if (!(source.getValue("type") instanceof String type)
                || !(type.equals("audio") || type.equals("video"))
                || !(source.getValue("id") instanceof String id)
                || !TOKEN.matcher(id).matches()
                || !(source.getValue("sources") instanceof JsonArray sources)
                || !(source.getValue("ssrc-groups", new JsonArray()) instanceof JsonArray groups)
                || sources.size() > MAX_SSRCS
                || groups.size() > MAX_SSRCS) {
            return null;
        }
        final JsonArray ssrcs = new JsonArray();
        for (final Object each : sources) {
            if (!(each instanceof JsonObject object) || !isSsrc(object.getValue("ssrc"))) {
                return null;
            }
            ssrcs.add(new JsonObject().put("ssrc", object.getValue("ssrc")));
        }
        final JsonArray checkedGroups = new JsonArray();
        for (final Object each : groups) {
            if (!(each instanceof JsonObject group) || !isGroup(group)) {
                return null;
            }
            checkedGroups.add(new JsonObject()
                    .put("semantics", group.getValue("semantics"))
                    .put("sources", group.getValue("sources")));
        }
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("sources", ssrcs)
                .put("ssrc-groups", checkedGroups);
    }

    private static boolean isGroup(final JsonObject group) {
        return group.getValue("semantics") instanceof String semantics
                && SEMANTICS.matcher(semantics).matches()
                && group.getValue("sources") instanceof JsonArray ssrcs
                && ssrcs.size() <= MAX_SSRCS
                && ssrcs.stream().allMatch(Presence::isSsrc);
    }

    private static boolean isSsrc(final @Nullable Object value) {
        return switch (value) {
            case Integer number -> number > 0;
            case Long number -> number > 0 && number <= MAX_SSRC;
            case null, default -> false;
        };
    }
}
