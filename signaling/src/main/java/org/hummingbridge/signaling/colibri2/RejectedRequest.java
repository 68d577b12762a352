/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

/** Carries a refusal out of nested reading or checking. Never leaves this package and never costs a stack trace. */
final class RejectedRequest extends Exception {
    private final transient Colibri2Error error;

    RejectedRequest(final Colibri2Error error) {
        super(error.text(), null, false, false);
        this.error = error;
    }

    static RejectedRequest badRequest(final String text) {
        return new RejectedRequest(Colibri2Error.badRequest(text));
    }

    Colibri2Error error() {
        return error;
    }
}
