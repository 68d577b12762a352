/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

/** What a supervisor is told when the program ends. */
final class ExitCode {
    /** EX_CONFIG of sysexits.h: a supervisor must not try the same again. */
    static final int BAD_CONFIGURATION = 78;

    private ExitCode() {}
}
