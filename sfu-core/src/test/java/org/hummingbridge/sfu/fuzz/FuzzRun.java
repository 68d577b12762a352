/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of Jazzer's driver over one target, in a process of its own so that its instrumentation and its endless loops are not
 * ours. What it learns stays in the build folder, for the next run to go on from.
 */
final class FuzzRun {
    /** {@code ./hummingbridge test} takes a minute. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 5);

    /** For starting, and for instrumenting what is loaded. */
    private static final int GRACE_SECONDS = 180;

    /** An input that takes longer is a finding. */
    private static final int MAX_INPUT_SECONDS = 10;

    private static final int LOG_LINES = 40;
    private static final Pattern TRIED = Pattern.compile("stat::number_of_executed_units: +(\\d+)");

    private final Class<?> target;
    private final Path folder;
    private final Path dictionary;
    private final int maxBytes;

    /** @param finding what went wrong and with which input; empty if nothing did */
    record Outcome(String finding, long inputsTried) {}

    /** @param dictionary words that are worth trying, in libFuzzer's form; need not exist */
    FuzzRun(final Class<?> target, final Path folder, final Path dictionary, final int maxBytes) {
        this.target = target;
        this.folder = folder.toAbsolutePath();
        this.dictionary = dictionary.toAbsolutePath();
        this.maxBytes = maxBytes;
    }

    Outcome search(final List<KeptInput> seeds) throws IOException, InterruptedException {
        final Path seedFolder = Files.createDirectories(folder.resolve("seeds"));
        Files.createDirectories(corpus());
        Files.createDirectories(findings());
        clear(seedFolder);
        clear(findings());
        for (final KeptInput seed : seeds) {
            Files.write(seedFolder.resolve(seed.name()), seed.bytes());
        }
        final Process process = new ProcessBuilder(command(seedFolder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS)) {
                return new Outcome("The driver did not end.\n" + tail(), 0);
            }
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue() == 0 ? "" : finding(process.exitValue()), tried());
    }

    private List<String> command(final Path seedFolder) {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx256m",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.hummingbridge.**",
                "--custom_hook_includes=org.hummingbridge.**",
                "--reproducer_path=" + findings(),
                "-artifact_prefix=" + findings() + "/",
                "-max_total_time=" + SECONDS,
                "-timeout=" + MAX_INPUT_SECONDS,
                "-max_len=" + maxBytes,
                "-len_control=0",
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                corpus().toString(),
                seedFolder.toString()));
        if (Files.exists(dictionary)) {
            command.add("-dict=" + dictionary);
        }
        return command;
    }

    private String finding(final int exitValue) throws IOException {
        final StringBuilder text =
                new StringBuilder("The driver ended with ").append(exitValue).append(".\n");
        try (Stream<Path> files = Files.list(findings())) {
            for (final Path file :
                    files.filter(f -> !f.toString().endsWith(".java")).toList()) {
                text.append(file.getFileName())
                        .append(":\n")
                        .append(HexFormat.of().formatHex(Files.readAllBytes(file)))
                        .append('\n');
            }
        }
        return text.append(tail()).toString();
    }

    /** From the exception on, if there is one. */
    private String tail() throws IOException {
        final List<String> lines = lines();
        int from = Math.max(0, lines.size() - LOG_LINES);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("== Java") || lines.get(i).startsWith("ERROR: ")) {
                from = i;
                break;
            }
        }
        return String.join("\n", lines.subList(from, Math.min(lines.size(), from + LOG_LINES)));
    }

    private long tried() throws IOException {
        long tried = 0;
        for (final String line : lines()) {
            final Matcher matcher = TRIED.matcher(line);
            if (matcher.find()) {
                tried = Long.parseLong(matcher.group(1));
            }
        }
        return tried;
    }

    /** The log may hold an input's bytes, in whatever encoding. */
    private List<String> lines() throws IOException {
        return Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
    }

    private static void clear(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private Path corpus() {
        return folder.resolve("corpus");
    }

    private Path findings() {
        return folder.resolve("findings");
    }

    private Path log() {
        return folder.resolve("log.txt");
    }
}
