/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What lets one endpoint's client open a WebSocket. Made when it is first asked for, the same from then on, and never printed;
 * until then nothing is right.
 */
final class ChannelPassword {
    static final int LENGTH = 24;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final RandomGenerator random;
    private @Nullable String value;

    ChannelPassword(final RandomGenerator random) {
        this.random = random;
    }

    synchronized String value() {
        if (value == null) {
            final StringBuilder made = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            value = made.toString();
        }
        return value;
    }

    /** Takes as long for a wrong one that starts right as for any other. */
    synchronized boolean is(final String given) {
        return value != null
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
