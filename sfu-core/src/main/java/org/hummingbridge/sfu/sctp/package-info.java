/* SPDX-License-Identifier: Apache-2.0 */
/** One SCTP association (RFC 9260) and the data channel on it (RFC 8831, 8832): the bridge channel inside DTLS. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.sctp;

import org.jspecify.annotations.NullMarked;
