/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/**
 * A ClientHello that could not be served.
 *
 * @param alert the datagram that would answer it; may be empty
 * @param grace how long a better one may take to come
 * @param spacing until when further hellos are not looked at
 */
// Passed on once and compared by nobody.
@SuppressWarnings("ArrayRecordComponent")
record Rejection(byte[] alert, String reason, Deadline grace, Deadline spacing) {}
