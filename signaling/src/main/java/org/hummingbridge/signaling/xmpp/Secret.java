/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

/** A password. Never prints itself. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
