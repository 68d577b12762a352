/* SPDX-License-Identifier: Apache-2.0 */
/** How much one receiver's link carries: estimation from feedback, probing, pacing. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.bwe;

import org.jspecify.annotations.NullMarked;
