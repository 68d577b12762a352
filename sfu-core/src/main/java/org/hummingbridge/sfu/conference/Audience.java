/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** Which receivers of a source a packet of it is for. */
enum Audience {
    EVERYBODY,
    /** Those who are sent redundant audio as it comes. */
    TAKERS_OF_RED,
    /** Those who are sent what redundant audio is taken apart into. */
    TAKERS_OF_PLAIN
}
