/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.util.XmlStringBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One element with everything in it, as it was received. Never interprets anything.
 *
 * @param attributes those without a namespace, in their order
 * @param text all character content of the element's own, joined
 */
record XmlElement(
        String namespace, String name, Map<String, String> attributes, List<XmlElement> children, String text) {

    @Nullable
    String attribute(final String attribute) {
        return attributes.get(attribute);
    }

    /** The children of that name, in their order. */
    List<XmlElement> children(final String childNamespace, final String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName) && child.namespace.equals(childNamespace))
                .toList();
    }

    /** The first child of that name, or null. */
    @Nullable
    XmlElement child(final String childNamespace, final String childName) {
        final List<XmlElement> found = children(childNamespace, childName);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Prints what is in the element, from behind its name on. */
    void writeContent(final XmlStringBuilder xml) {
        attributes.forEach(xml::attribute);
        xml.rightAngleBracket();
        for (final XmlElement child : children) {
            xml.halfOpenElement(child.name);
            if (child.namespace.isEmpty() && !namespace.isEmpty()) {
                // Smack's own way refuses a namespace that is none.
                xml.attribute("xmlns", "");
            } else if (!child.namespace.equals(namespace)) {
                xml.xmlnsAttribute(child.namespace);
            }
            child.writeContent(xml);
            xml.closeElement(child.name);
        }
        xml.escape(text);
    }
}
