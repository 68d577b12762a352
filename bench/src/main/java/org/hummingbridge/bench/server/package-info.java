/* SPDX-License-Identifier: Apache-2.0 */
/** The bridge under test as the machine sees it. */
@NullMarked
package org.hummingbridge.bench.server;

import org.jspecify.annotations.NullMarked;
