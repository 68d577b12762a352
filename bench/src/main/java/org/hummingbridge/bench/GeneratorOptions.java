/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.util.BitSet;
import org.hummingbridge.bench.server.Cores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the generator runs, and whether it sleeps there. */
final class GeneratorOptions {
    /** What the generator's thread does while nothing is due. */
    enum Poll {
        /** Polls where its cores are not the bridge's. */
        AUTO,
        ALWAYS,
        NEVER
    }

    private static final String NOT_PINNED = "none";
    private static final int MAX_THREADS = 4;

    @Option(
            names = "--generator-cores",
            paramLabel = "LIST",
            description =
                    "Cores of the generator (default: all but the first, if the bridge is ours); none: not pinned.")
    @Nullable
    String cores;

    @Option(
            names = "--poll",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Whether the generator polls while media runs instead of sleeping, so that no bridge pays for"
                    + " waking it: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, if it has cores of its own).")
    Poll poll = Poll.AUTO;

    @Option(
            names = "--generator-threads",
            paramLabel = "N",
            description = "Threads over which participants are dealt out (default: one less than the generator's cores,"
                    + " 1 to " + MAX_THREADS + ").")
    @Nullable
    Integer threads;

    /** Moves the generator to its cores. */
    Measurement.Generator apply(final @Nullable URI other, final String bridgeCores)
            throws IOException, InterruptedException {
        final String chosen = cores != null
                ? cores
                : other != null
                        ? NOT_PINNED
                        : Cores.generatorDefault(Runtime.getRuntime().availableProcessors());
        if (!NOT_PINNED.equals(chosen)) {
            Cores.pinSelf(chosen);
        }
        final int count = NOT_PINNED.equals(chosen)
                ? Runtime.getRuntime().availableProcessors()
                : Cores.parse(chosen).cardinality();
        // Compilers, handshakes and HTTP need a place too.
        final int fitting = threads != null ? threads : Math.clamp(count - 1, 1, MAX_THREADS);
        return new Measurement.Generator(fitting, polls(other, chosen, bridgeCores));
    }

    private boolean polls(final @Nullable URI other, final String chosen, final String bridgeCores) throws IOException {
        return switch (poll) {
            case ALWAYS -> true;
            case NEVER -> false;
            // Whoever pins the generator beside another's bridge has given it cores of its own.
            case AUTO -> !NOT_PINNED.equals(chosen) && (other != null || apart(chosen, bridgeCores));
        };
    }

    private static boolean apart(final String generator, final String bridge) throws IOException {
        if (NOT_PINNED.equals(bridge)) {
            return false;
        }
        final BitSet shared = Cores.parse(generator);
        shared.and(Cores.parse(bridge));
        return shared.isEmpty();
    }
}
