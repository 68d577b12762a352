/* SPDX-License-Identifier: Apache-2.0 */
/** The load generator behind {@code hummingbridge bench}: scenarios, runs, and what is said about them. */
@NullMarked
package org.hummingbridge.bench;

import org.jspecify.annotations.NullMarked;
