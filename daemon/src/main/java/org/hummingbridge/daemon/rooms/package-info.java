/* SPDX-License-Identifier: Apache-2.0 */
/** The meeting point of the page: who is in a room and what they send. Media and transports are none of its business. */
@NullMarked
package org.hummingbridge.daemon.rooms;

import org.jspecify.annotations.NullMarked;
