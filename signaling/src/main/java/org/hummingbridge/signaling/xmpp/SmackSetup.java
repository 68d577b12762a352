/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.xmpp.Smack;
import org.jivesoftware.smack.roster.Roster;

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
        /** Held, since the JVM forgets the level of a logger that nobody holds. They narrate every attempt, with traces. */
        private static final List<Logger> LOGGERS =
                List.of(Logger.getLogger("org.jivesoftware.smack"), Logger.getLogger("org.jitsi.xmpp"));

        static {
            LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
            // The parser's limit of 100 would end the stream; the server limits the size of stanzas, and by that their
            // depth.
            System.setProperty("jdk.xml.maxElementDepth", "0");
            Smack.INSTANCE.initialize(true);
            // Bridges have no contacts, and nobody would hear the answer.
            Roster.setRosterLoadedAtLoginDefault(false);
        }

        static void touch() {
            // loading the class does it
        }
    }
}
