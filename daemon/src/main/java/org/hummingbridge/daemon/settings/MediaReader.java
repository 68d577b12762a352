/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import org.hummingbridge.daemon.settings.Settings.Media;
import org.hummingbridge.daemon.settings.Settings.Transport;

/** Reads how the media ports are opened. */
final class MediaReader {
    private static final int MAX_LOOPS = 128;
    private static final int MIN_BUFFER_BYTES = 65_536;
    private static final int MAX_BUFFER_BYTES = 1 << 30;

    /** RFC 3550 §5.1: one byte counts it. */
    private static final int MAX_PADDING_BYTES = 255;

    private final Values values;

    MediaReader(final Values values) {
        this.values = values;
    }

    Media read() throws StartupException {
        final int[] ports = ports();
        return new Media(
                ports[0],
                ports[1],
                values.integer("hummingbridge.udp.loops", 0, MAX_LOOPS),
                values.number("hummingbridge.loops.spread-above", 0, 1),
                values.bool("hummingbridge.overload.shed-video"),
                values.oneOf("hummingbridge.udp.transport", Transport.class),
                values.integer("ice4j.harvest.udp.receive-buffer-size", MIN_BUFFER_BYTES, MAX_BUFFER_BYTES),
                values.bool("hummingbridge.threads.loops-first"),
                values.bool("hummingbridge.rehearsal.enabled"),
                values.integer("hummingbridge.udp.max-padding-bytes", 0, MAX_PADDING_BYTES));
    }

    private int[] ports() throws StartupException {
        final String key = "hummingbridge.udp.ports";
        final String range = values.string(key);
        if (range.isEmpty()) {
            final int port = values.port("videobridge.ice.udp.port");
            return new int[] {port, port};
        }
        if (!range.matches("\\d{1,5}:\\d{1,5}")) {
            throw values.wrong(key, "give the first and the last port, such as \"10000:10003\"");
        }
        final String[] ends = range.split(":", 2);
        final int first = Integer.parseInt(ends[0]);
        final int last = Integer.parseInt(ends[1]);
        if (first < 1 || last > 65_535 || last < first || last - first >= MAX_LOOPS) {
            throw values.wrong(key, "give 1 to " + MAX_LOOPS + " ports between 1 and 65535, the lower one first");
        }
        return new int[] {first, last};
    }
}
