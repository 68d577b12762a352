/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * Why the association cannot go on.
 *
 * @param cause of the ABORT, see {@link ErrorCause}
 * @param reason for people
 */
record Violation(int cause, String reason) {}
