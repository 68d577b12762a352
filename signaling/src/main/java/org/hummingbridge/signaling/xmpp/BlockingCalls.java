/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jspecify.annotations.Nullable;

/**
 * The blocking calls of one thread, which another may put an end to. An interrupt ends what blocks, and never hits what the
 * thread does outside of such a call: taking leave of the server would fail by it.
 */
final class BlockingCalls {
    interface Call {
        void run() throws LinkFailure, InterruptedException;
    }

    /** Under the monitor, like {@link #ended}: who interrupts has to know that the thread is still inside. */
    private @Nullable Thread inside;

    private boolean ended;

    void run(Call call) throws LinkFailure, InterruptedException {
        enter();
        try {
            call.run();
        } finally {
            leave();
        }
    }

    /** Ends the call that runs, and all that would come; from any thread. */
    synchronized void end() {
        ended = true;
        if (inside != null) {
            inside.interrupt();
        }
    }

    private synchronized void enter() throws InterruptedException {
        if (ended) {
            throw new InterruptedException();
        }
        inside = Thread.currentThread();
    }

    private synchronized void leave() {
        inside = null;
        // The call may have come to its own end at the same moment.
        var _ = Thread.interrupted();
    }
}
