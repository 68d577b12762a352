/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.call.Burst;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/** Those who join at once, in a process of their own: {@link StormMain} tells what is said to whom. On the generator's cores. */
final class StormProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;

    private StormProcess(final Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
    }

    /**
     * Starts it. SCHED_IDLE: it runs when nobody else on its cores wants to, and is interrupted at once when somebody does.
     *
     * @param joiners how many are to join
     */
    static StormProcess start(final URI control, final SrtpProfile profile, final int joiners) throws IOException {
        final List<String> command = new ArrayList<>(List.of("chrt", "--idle", "0"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StormMain.class.getName()));
        command.addAll(List.of(control.toString(), profile.name(), Integer.toString(joiners)));
        return new StormProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns when it has compiled and loaded what a join takes. */
    void awaitReady() throws IOException {
        answer(StormMain.READY);
    }

    /** Lets them join, and returns when all have or have given up. */
    Burst burst() throws IOException {
        requests.write(StormMain.GO + "\n");
        requests.flush();
        return JSON.readValue(answer("{"), Burst.class);
    }

    /** The next line that begins so; others are not for us. */
    private String answer(final String begins) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(begins)) {
                return line;
            }
        }
        throw new IOException("those who were to join have ended too soon");
    }

    /** They leave. */
    @Override
    public void close() {
        try {
            requests.close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
