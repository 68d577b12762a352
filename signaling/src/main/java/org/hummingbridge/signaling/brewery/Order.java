/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import org.hummingbridge.signaling.colibri2.Colibri2Xmpp;
import org.jspecify.annotations.Nullable;

/** What a focus may ask for, by the element of the request. */
enum Order {
    CONFERENCE_MODIFY(Colibri2Xmpp.ELEMENT, Colibri2Xmpp.NAMESPACE),
    HEALTH_CHECK("healthcheck", "http://jitsi.org/protocol/healthcheck"),
    GRACEFUL_SHUTDOWN("graceful-shutdown", "http://jitsi.org/protocol/colibri"),
    FORCE_SHUTDOWN("force-shutdown", "http://jitsi.org/protocol/colibri");

    private final String element;
    private final String namespace;

    Order(final String element, final String namespace) {
        this.element = element;
        this.namespace = namespace;
    }

    static @Nullable Order of(final @Nullable String element, final @Nullable String namespace) {
        for (final Order order : values()) {
            if (order.element.equals(element) && order.namespace.equals(namespace)) {
                return order;
            }
        }
        return null;
    }
}
