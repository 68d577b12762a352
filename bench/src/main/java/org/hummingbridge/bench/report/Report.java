/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that one command measured, as it stands in a JSON file.
 *
 * @param format of this file; readers refuse others
 * @param bridge what was measured, for people
 * @param machine processor, kernel, JDK
 * @param median of the runs, one for each scenario; the last carried step of a ramp
 * @param runs all of them
 */
public record Report(
        int format, String bridge, String machine, boolean ramp, List<RunResult> median, List<RunResult> runs) {
    public static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public void write(final Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    public static Report read(final Path file) throws IOException {
        final Report report = JSON.readValue(file.toFile(), Report.class);
        if (report.format() != FORMAT) {
            throw new IOException(file + " has format " + report.format() + "; this program reads " + FORMAT);
        }
        return report;
    }

    /** Steps of a ramp beyond what was carried that failed while the generator was overloaded: the bridge may carry more. */
    public long doubtfulSteps() {
        final int carried =
                median.stream().mapToInt(run -> run.load().conferences()).max().orElse(0);
        return ramp
                ? runs.stream()
                        .filter(run -> run.load().conferences() > carried && !run.isTrustworthy())
                        .count()
                : 0;
    }

    public boolean isTrustworthy() {
        return median.stream().allMatch(RunResult::isTrustworthy);
    }
}
