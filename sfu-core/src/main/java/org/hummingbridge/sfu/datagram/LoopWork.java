/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** What can keep a loop from reading. */
public enum LoopWork {
    PACKETS("packets", "datagrams that it read, and what was sent for them"),
    HANDED_OVER("handed_over", "datagrams that other loops read for it"),
    TICK("tick", "timers: feedback, reports, allocation, connectivity"),
    TASKS("tasks", "what signalling, handshakes and statistics asked of it"),
    LATE(
            "late",
            "none of its own: how late a tick began, for want of a CPU, in a pause of the JVM, or behind other turns");

    private final String label;
    private final String meaning;

    LoopWork(final String label, final String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** As a metric's label. */
    public String label() {
        return label;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
