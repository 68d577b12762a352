/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

/**
 * What one check found.
 *
 * @param name of the check, such as {@code xmpp}
 * @param sentence if it failed: what is wrong and what to do; otherwise what is well
 */
public record HealthFinding(String name, boolean passed, String sentence) {
    public static HealthFinding passed(final String name, final String sentence) {
        return new HealthFinding(name, true, sentence);
    }

    public static HealthFinding failed(final String name, final String sentence) {
        return new HealthFinding(name, false, sentence);
    }
}
