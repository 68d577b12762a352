/* SPDX-License-Identifier: Apache-2.0 */
/** Redundant audio (RFC 2198): taken apart for receivers that cannot, put together for those that can. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.red;

import org.jspecify.annotations.NullMarked;
