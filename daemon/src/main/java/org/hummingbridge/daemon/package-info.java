/* SPDX-License-Identifier: Apache-2.0 */
/** The composition root: the only place where the other modules meet. Command line, start, report, stop. */
@NullMarked
package org.hummingbridge.daemon;

import org.jspecify.annotations.NullMarked;
