/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process occupies.
 *
 * @param threads of the operating system, the JVM's own included
 * @param files open file descriptors
 */
public record Footprint(long residentBytes, double heapBytes, int threads, int files) {
    /** Of a running bridge. */
    static Footprint of(final long pid, final Scrape scrape) throws IOException {
        final ProcessSample process = ProcessSample.of(pid);
        int files = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (final Path ignored : open) {
                files++;
            }
        }
        return new Footprint(
                process.residentBytes(),
                scrape.sum("jvm_memory_used_bytes", labels -> labels.contains("area=\"heap\"")),
                process.threads(),
                files);
    }
}
