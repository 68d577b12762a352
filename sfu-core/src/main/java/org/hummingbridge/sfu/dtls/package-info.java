/* SPDX-License-Identifier: Apache-2.0 */
/** DTLS-SRTP handshakes (RFC 5763, 5764) by Bouncy Castle on virtual threads; the transport is injected. */
@NullMarked
package org.hummingbridge.sfu.dtls;

import org.jspecify.annotations.NullMarked;
