/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Traitor;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** A named attack: a stranger's, or that of a participant of another conference. Runs from {@link #begin} until it is closed. */
public final class Attack implements AutoCloseable {
    private static final Load OWN_CALL = new Load("attack", 1, 2, 2, 300_000, true, false, 1, 0, Load.Channel.SCTP);

    private final @Nullable StrangerThread stranger;
    private final @Nullable Calls traitors;

    private Attack(final @Nullable StrangerThread stranger, final @Nullable Calls traitors) {
        this.stranger = stranger;
        this.traitors = traitors;
    }

    /** All of them, as they are named on the command line. */
    public static List<String> names() {
        final List<String> names = new ArrayList<>();
        for (final Stranger one : Stranger.values()) {
            names.add(name(one));
        }
        for (final Traitor.Act act : Traitor.Act.values()) {
            names.add(name(act));
        }
        return List.copyOf(names);
    }

    /** What the bridge has to bear; null if there is no such attack. */
    public static @Nullable String description(final String name) {
        for (final Stranger one : Stranger.values()) {
            if (name(one).equals(name)) {
                return one.description();
            }
        }
        for (final Traitor.Act act : Traitor.Act.values()) {
            if (name(act).equals(name)) {
                return act.description();
            }
        }
        return null;
    }

    private static String name(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Starts an attack by its name.
     *
     * @param victims the measured calls, which are joined
     */
    public static Attack begin(
            final String name, final int pps, final Calls victims, final Colibri colibri, final SrtpProfile profile)
            throws IOException, InterruptedException {
        for (final Stranger one : Stranger.values()) {
            if (name(one).equals(name)) {
                final Stranger.Target target = new Stranger.Target(victims.bridgeAddress(), victims.username());
                return new Attack(new StrangerThread(one, target, pps), null);
            }
        }
        for (final Traitor.Act act : Traitor.Act.values()) {
            if (name(act).equals(name)) {
                return betray(act, pps, colibri, profile);
            }
        }
        throw new IOException("no attack " + name + "; there are " + String.join(", ", names()));
    }

    private static Attack betray(final Traitor.Act act, final int pps, final Colibri colibri, final SrtpProfile profile)
            throws IOException, InterruptedException {
        final Calls calls = new Calls(colibri, OWN_CALL, profile);
        boolean begun = false;
        try {
            calls.join(joined -> {});
            TimeUnit.MILLISECONDS.sleep(200);
            calls.betray(act, pps);
            begun = true;
            return new Attack(null, calls);
        } finally {
            if (!begun) {
                calls.close();
            }
        }
    }

    /** Runs a task while the attack rests. */
    public <T> T still(final Callable<T> task) throws IOException, InterruptedException {
        if (stranger != null) {
            return stranger.still(task);
        }
        return Objects.requireNonNull(traitors).still(task);
    }

    /** Datagrams sent so far, those of a traitor's conference that are not hostile among them. While it stands {@link #still}. */
    public long datagramsSent() {
        return stranger != null
                ? stranger.sent()
                : Objects.requireNonNull(traitors).datagramsSent();
    }

    @Override
    public void close() throws IOException {
        if (stranger != null) {
            stranger.close();
        }
        if (traitors != null) {
            traitors.close();
        }
    }
}
