/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one command measured, as it stands in a JSON file.
 *
 * @param format of this file; readers refuse others
 * @param bridge what was measured, for people
 * @param machine processor, kernel, JDK
 * @param median of the runs, one for each scenario; the last carried step of a ramp
 * @param runs all of them
 * @param figures what was found out besides
 * @param doubts sentences on why they are not to be trusted
 */
public record Report(
        int format,
        String bridge,
        String machine,
        boolean ramp,
        List<RunResult> median,
        List<RunResult> runs,
        List<Figure> figures,
        List<String> doubts) {
    public static final int FORMAT = 2;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Of runs of scenarios. */
    public static Report of(final String bridge, final List<RunResult> median, final List<RunResult> runs) {
        return new Report(FORMAT, bridge, Machine.describe(), false, median, runs, List.of(), List.of());
    }

    /** Of a ramp: its best step, if any, and all steps. */
    public static Report ofRamp(final String bridge, final List<RunResult> best, final List<RunResult> steps) {
        return new Report(FORMAT, bridge, Machine.describe(), true, best, steps, List.of(), List.of());
    }

    /** The same, with what else was found out. */
    public Report with(final List<Figure> moreFigures, final List<String> moreDoubts) {
        return new Report(
                format,
                bridge,
                machine,
                ramp,
                median,
                runs,
                Stream.concat(figures.stream(), moreFigures.stream()).toList(),
                Stream.concat(doubts.stream(), moreDoubts.stream()).toList());
    }

    /** All that two reports on the same bridge say. */
    public Report and(final Report other) {
        return new Report(
                        format,
                        bridge,
                        machine,
                        ramp,
                        Stream.concat(median.stream(), other.median.stream()).toList(),
                        Stream.concat(runs.stream(), other.runs.stream()).toList(),
                        figures,
                        doubts)
                .with(other.figures, other.doubts);
    }

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
        return doubts.isEmpty() && median.stream().allMatch(RunResult::isTrustworthy);
    }
}
