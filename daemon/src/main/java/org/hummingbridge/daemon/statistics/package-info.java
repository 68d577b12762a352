/* SPDX-License-Identifier: Apache-2.0 */
/** How many are here, what flows, and how loaded the bridge is: sampled now and then, shown to Jicofo, dashboards and people. */
@NullMarked
package org.hummingbridge.daemon.statistics;

import org.jspecify.annotations.NullMarked;
