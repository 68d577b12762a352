/* SPDX-License-Identifier: Apache-2.0 */
/** The bridge's logins on XMPP servers: staying connected, being in the rooms, answering. Knows no conference. */
@NullMarked
package org.hummingbridge.signaling.xmpp;

import org.jspecify.annotations.NullMarked;
