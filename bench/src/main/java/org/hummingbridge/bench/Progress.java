/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.Console;
import java.io.PrintStream;

/** One line at the bottom of a terminal that says what is going on; nothing at all elsewhere. */
final class Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean visible;

    Progress(final PrintStream out, final boolean visible) {
        this.out = out;
        this.visible = visible;
    }

    // Null is what JDK 25 gives to a process without a terminal, whatever the checker knows of JDK 22.
    @SuppressWarnings("SystemConsoleNull")
    static Progress onTerminal() {
        final Console console = System.console();
        return new Progress(System.err, console != null && console.isTerminal());
    }

    void show(final String text) {
        if (visible) {
            out.print(CLEAR + text);
            out.flush();
        }
    }

    void clear() {
        if (visible) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
