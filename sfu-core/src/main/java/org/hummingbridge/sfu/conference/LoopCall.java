/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hummingbridge.sfu.datagram.Loop;

/** Runs signalling's work on a loop and waits for its result, so that conference state needs no locks. */
final class LoopCall {
    /** A loop answers within a turn; one that does not for this long is dead, and signalling must not hang with it. */
    private static final long TIMEOUT_SECONDS = 5;

    private LoopCall() {}

    /** From any thread; blocks it unless it is the loop's own. */
    static <T> T on(final Loop loop, final Supplier<T> work) {
        if (loop.inLoop()) {
            return work.get();
        }
        final CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("loop " + loop.index() + " failed a signalling call", e.getCause());
        }
    }

    /**
     * Runs {@code work} on each of {@code all} that is still {@code wanted}, no more than {@code portion} in one turn of the loop,
     * so that packets get in between. What the array holds must stay as it is.
     */
    static <T, R> List<R> onEach(
            final Loop loop, final T[] all, final int portion, final Predicate<T> wanted, final Function<T, R> work) {
        final List<R> results = new ArrayList<>(all.length);
        for (int from = 0; from < all.length; from += portion) {
            final List<T> some = Arrays.asList(all).subList(from, Math.min(all.length, from + portion));
            results.addAll(on(loop, () -> some.stream().filter(wanted).map(work).toList()));
        }
        return results;
    }

    /** As {@link #on}, without a result. */
    static void run(final Loop loop, final Runnable work) {
        LoopCall.<Boolean>on(loop, () -> {
            work.run();
            return true;
        });
    }
}
