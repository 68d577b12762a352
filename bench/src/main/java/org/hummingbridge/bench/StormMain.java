/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.hummingbridge.bench.call.Burst;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.sfu.dtls.DtlsSelfTest;
import org.hummingbridge.sfu.srtp.SrtpProfile;

/**
 * The process of a {@link StormProcess}. Says {@link #READY} when it is warm, waits for {@link #GO}, lets everybody join at once,
 * says what became of it in JSON, and lets everybody leave when its input ends.
 */
final class StormMain {
    static final String READY = "ready";
    static final String GO = "go";

    private static final int CONFERENCE = 5;

    /** What Jicofo's threads and a bridge's connections come to. */
    private static final int REQUESTS_IN_FLIGHT = 32;

    private static final int WARM_UP_HANDSHAKES = 20;
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private StormMain() {}

    /** Takes the bridge's control interface, the SRTP profile, and how many join. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final URI control = URI.create(args[0]);
        final SrtpProfile profile = SrtpProfile.valueOf(args[1]);
        final int joiners = Integer.parseInt(args[2]);
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int i = 0; i < WARM_UP_HANDSHAKES; i++) {
            DtlsSelfTest.run(new SecureRandom(), HANDSHAKE_LIMIT);
        }
        try (Colibri colibri = new Colibri(control);
                Calls calls = new Calls(colibri, loadOf(joiners), profile, 1, joiners, REQUESTS_IN_FLIGHT)) {
            say(READY);
            if (GO.equals(orders.readLine())) {
                final Burst burst = calls.joinAtOnce();
                say(JSON.writeValueAsString(burst));
                orders.readLine();
            }
        }
        System.exit(0);
    }

    /** Nobody sends: what joining costs is the question. */
    static Load loadOf(final int joiners) {
        final int conferences = Math.max(1, (joiners + CONFERENCE - 1) / CONFERENCE);
        return new Load("storm", conferences, CONFERENCE, 1, 0, true, false, 1, 0, Load.Channel.SCTP);
    }

    private static void say(final String line) {
        System.out.println(line);
        System.out.flush();
    }
}
