/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Results in a Re-configuration Response (RFC 6525 §4.4). */
final class ResetResult {
    static final int NOTHING_TO_DO = 0;
    static final int PERFORMED = 1;
    static final int DENIED = 2;
    static final int BAD_SEQUENCE_NUMBER = 5;
    static final int IN_PROGRESS = 6;

    private ResetResult() {}
}
