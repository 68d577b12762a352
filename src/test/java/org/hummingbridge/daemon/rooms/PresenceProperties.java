/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PresenceProperties {
    private static final String KEYS = "name muted audio video sources type id ssrc ssrc-groups semantics other";

    private static JsonObject camera() {
        return new JsonObject("""
                {"type": "video", "id": "0a1b2c3d-v0", "sources": [{"ssrc": 4294967295}, {"ssrc": 7}],
                 "ssrc-groups": [{"semantics": "FID", "sources": [4294967295, 7]}]}""");
    }

    private static Presence parsed(final JsonObject source) {
        return Presence.parse(new JsonObject().put("name", "Ada").put("sources", new JsonArray().add(source)));
    }

    @Property(tries = 300)
    void anyJsonGivesAPresenceOrNothing(@ForAll("objects") final JsonObject message) {
        final Presence presence = Presence.parse(message);

        if (presence != null) {
            assertThat(presence.name()).isNotBlank().hasSizeLessThanOrEqualTo(Presence.MAX_NAME_CHARS);
            assertThat(presence.sources().size()).isLessThanOrEqualTo(Presence.MAX_SOURCES);
        }
    }

    @Example
    void aNameThatIsTooLongIsNotCutWithinACharacter() {
        final String whole = "a".repeat(Presence.MAX_NAME_CHARS - 1);

        final Presence presence = Presence.parse(new JsonObject().put("name", whole + "\uD83D\uDC26 and more"));

        assertThat(presence.name()).isEqualTo(whole);
    }

    @Example
    void aWellFormedSourceComesThroughUnchanged() {
        assertThat(parsed(camera()).sources().getJsonObject(0)).isEqualTo(camera());
    }

    @Example
    void fieldsThatNobodyAskedForAreLeftOut() {
        assertThat(parsed(camera().put("extra", "x")).sources().getJsonObject(0))
                .isEqualTo(camera());
    }

    @Example
    void nothingThatCouldBreakOutOfASessionDescriptionIsAccepted() {
        assertThat(parsed(camera().put("id", "x\r\na=candidate:1"))).isNull();
        assertThat(parsed(camera().put("type", "application"))).isNull();
        assertThat(parsed(camera().put("sources", new JsonArray().add(new JsonObject().put("ssrc", "1\r\n")))))
                .isNull();
        assertThat(parsed(camera().put("sources", new JsonArray().add(new JsonObject().put("ssrc", 4294967296L)))))
                .isNull();
    }

    @Example
    void aNameLosesWhatCannotBePrintedAndIsNeverEmpty() {
        assertThat(Presence.parse(new JsonObject().put("name", " A\u0000d\u202ea "))
                        .name())
                .isEqualTo("Ada");
        assertThat(Presence.parse(new JsonObject().put("name", " \n ")).name()).isEqualTo("Guest");
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        return values(3).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static Arbitrary<Object> values(final int depth) {
        final Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(70).map(Object.class::cast),
                Arbitraries.of("audio", "video", "FID", "SIM").map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast));
        if (depth == 0) {
            return scalars;
        }
        final Arbitrary<Object> lists =
                values(depth - 1).list().ofMaxSize(10).map(list -> new JsonArray(new ArrayList<>(list)));
        final Arbitrary<Object> objects = Arbitraries.maps(Arbitraries.of(List.of(KEYS.split(" "))), values(depth - 1))
                .ofMaxSize(8)
                .map(map -> new JsonObject(new LinkedHashMap<>(map)));
        return Arbitraries.oneOf(scalars, lists, objects, objects);
    }
}
