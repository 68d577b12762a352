/* SPDX-License-Identifier: Apache-2.0 */
/** Who of the process's threads gets a processor first. */
@NullMarked
package org.hummingbridge.daemon.threads;

import org.jspecify.annotations.NullMarked;
