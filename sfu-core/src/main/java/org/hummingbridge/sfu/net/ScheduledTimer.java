/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer by the executor's own schedule: works everywhere, allocates each time. */
final class ScheduledTimer implements LoopTimer {
    private final IoEventLoop executor;
    private final Runnable onTime;
    private @Nullable ScheduledFuture<?> scheduled;

    ScheduledTimer(final IoEventLoop executor, final Runnable onTime) {
        this.executor = executor;
        this.onTime = onTime;
    }

    @Override
    public void after(final long nanos) {
        stop();
        scheduled = executor.schedule(onTime, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
