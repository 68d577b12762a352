/* SPDX-License-Identifier: Apache-2.0 */
/** The generated calls: participants out of the bridge's own protocol rooms, all on one loop. */
@NullMarked
package org.hummingbridge.bench.call;

import org.jspecify.annotations.NullMarked;
