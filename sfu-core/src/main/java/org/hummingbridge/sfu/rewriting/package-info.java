/* SPDX-License-Identifier: Apache-2.0 */
/** SSRCs of the bridge's own that one receiver knows, lent to the sources that it is sent, and what it is told of that. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.rewriting;

import org.jspecify.annotations.NullMarked;
