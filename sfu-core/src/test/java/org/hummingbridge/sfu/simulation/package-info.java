/* SPDX-License-Identifier: Apache-2.0 */
/** A network of virtual time for tests: what sans-IO rooms do over loss, delay, reordering and NATs, reproducible by seed. */
@NullMarked
package org.hummingbridge.sfu.simulation;

import org.jspecify.annotations.NullMarked;
