/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.threads;

import java.util.List;

/** What a thread is to the media path, by the name that the kernel knows it by (15 bytes of it). */
enum ThreadRole {
    /** Forwards media. */
    LOOP,

    /** What all wait for in a pause of the JVM: slowed down, it would make the pause longer. */
    PAUSE,

    /** Everything else: compilers, handshakes, signalling, HTTP, concurrent garbage collection. */
    BACKGROUND;

    private static final String LOOPS = "udp-loop";

    /** HotSpot's, which runs safepoints, and the collectors' workers. */
    private static final List<String> PAUSES = List.of("VM Thread", "VM Periodic", "GC Thread", "XWorker", "ZWorker");

    static ThreadRole of(final String name) {
        if (name.startsWith(LOOPS)) {
            return LOOP;
        }
        return PAUSES.stream().anyMatch(name::startsWith) ? PAUSE : BACKGROUND;
    }
}
