/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jitsi.xmpp.Smack;

/**
 * Prepares Smack for this process, once, before the first connection or parsed stanza.
 *
 * Registers no providers: who knows an element registers it after calling this.
 */
public final class SmackSetup {
    private SmackSetup() {}

    /** Idempotent and thread-safe. */
    public static void initialize() {
        Once.touch();
    }

    /** The JVM runs this initializer exactly once. */
    private static final class Once {
        static {
            Smack.INSTANCE.initialize(true);
        }

        static void touch() {
            // loading the class does it
        }
    }
}
