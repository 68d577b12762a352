/* SPDX-License-Identifier: Apache-2.0 */
/** RTCP compound packets, read and written (RFC 3550, 4585, 5104). Sans-IO, no state. */
@NullMarked
package org.hummingbridge.sfu.rtp.rtcp;

import org.jspecify.annotations.NullMarked;
