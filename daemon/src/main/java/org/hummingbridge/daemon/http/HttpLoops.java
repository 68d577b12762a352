/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/**
 * What all HTTP servers of the process run on: without native transports, worker pools of any size or files on disk, since HTTP is
 * the smallest part of the work here.
 */
public final class HttpLoops implements AutoCloseable {
    private static final int LOOPS = 2;
    private static final int WORKERS = 2;
    private static final long CLOSE_MILLIS = 1_000;

    /** Vert.x looks every second by default, for what never was; it need not wake an idle machine for that. */
    private static final long BLOCKED_CHECK_SECONDS = 10;

    private final Vertx vertx;

    private HttpLoops(final Vertx vertx) {
        this.vertx = vertx;
    }

    public static HttpLoops open() {
        return new HttpLoops(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setBlockedThreadCheckInterval(BLOCKED_CHECK_SECONDS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))));
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}
