/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message in its final form, made once for however many receivers. Used by one thread at a time. */
final class ChannelText {
    private final String text;
    private byte @Nullable [] utf8;

    ChannelText(final String text) {
        this.text = text;
    }

    static ChannelText of(final BridgeMessage message) {
        return new ChannelText(BridgeMessageWriter.write(message));
    }

    String text() {
        return text;
    }

    /** Not to be changed. */
    byte[] utf8() {
        if (utf8 == null) {
            utf8 = text.getBytes(StandardCharsets.UTF_8);
        }
        return utf8;
    }
}
