/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who gets what: what receivers ask for, which layers of which sources they are given within their bandwidth, and what is asked of
 * senders for it.
 */
@NullMarked
package org.hummingbridge.sfu.allocation;

import org.jspecify.annotations.NullMarked;
