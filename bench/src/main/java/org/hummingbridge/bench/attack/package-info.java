/* SPDX-License-Identifier: Apache-2.0 */
/** Hostile packets beside a measured call: what a stranger can send, and what a participant can. */
@NullMarked
package org.hummingbridge.bench.attack;

import org.jspecify.annotations.NullMarked;
