/* SPDX-License-Identifier: Apache-2.0 */
/** One receiver's view of one source: rewriting, RTX, sender-report mapping. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.forward;

import org.jspecify.annotations.NullMarked;
