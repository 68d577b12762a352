/* SPDX-License-Identifier: Apache-2.0 */
/** SRTP and SRTCP (RFC 3711, 7714): contexts, replay windows, key derivation, cipher back-ends. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.srtp;

import org.jspecify.annotations.NullMarked;
