/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * A message that the bridge passes on without understanding it. Every member but the sender's name stays as the client wrote
 * it, to the digit.
 *
 * @param rest members other than {@code colibriClass} and {@code from}, as written, each after a comma
 */
record OpaqueMembers(String colibriClass, String rest) {
    /** The message with the sender that it really has. */
    String sentBy(final String endpointId) {
        return "{\"colibriClass\":\"" + colibriClass + "\",\"from\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(endpointId)) + "\"" + rest + "}";
    }
}
