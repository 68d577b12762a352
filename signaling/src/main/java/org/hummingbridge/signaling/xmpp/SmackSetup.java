/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.xmpp.Smack;
import org.jivesoftware.smack.SmackConfiguration;

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
        /** Held, since the JVM forgets the level of a logger that nobody holds. They narrate every attempt at INFO. */
        private static final List<Logger> LOGGERS =
                List.of(Logger.getLogger("org.jivesoftware.smack"), Logger.getLogger("org.jitsi.xmpp"));

        static {
            LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
            // Asks every server for a contact list that bridges do not have.
            SmackConfiguration.addDisabledSmackClass("org.jivesoftware.smack.roster.Roster");
            Smack.INSTANCE.initialize(true);
        }

        static void touch() {
            // loading the class does it
        }
    }
}
