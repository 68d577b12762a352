/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** Turns an element's attributes and children into the members that they are in JSON. Never checks a value. */
record Members(XmlElement element, ObjectNode json) {
    static Members of(final XmlElement element) {
        return new Members(element, JsonNodeFactory.instance.objectNode());
    }

    /** Attributes that stay text; absent ones stay absent. */
    Members texts(final String... names) {
        for (final String name : names) {
            final String value = element.attribute(name);
            if (value != null) {
                json.put(name, value);
            }
        }
        return this;
    }

    /** XML booleans; what is neither true nor false is false, as for every other bridge. */
    Members flags(final String... names) {
        for (final String name : names) {
            final String value = element.attribute(name);
            if (value != null) {
                json.put(name, value.equalsIgnoreCase("true") || value.equals("1"));
            }
        }
        return this;
    }

    /** An array of that name, if there is anything to put into it. */
    Members array(final String name, final List<XmlElement> children, final Function<XmlElement, ObjectNode> mapping) {
        if (!children.isEmpty()) {
            final ArrayNode array = json.putArray(name);
            children.forEach(child -> array.add(mapping.apply(child)));
        }
        return this;
    }
}
