/* SPDX-License-Identifier: Apache-2.0 */
/** What senders send and what receivers make of it. */
@NullMarked
package org.hummingbridge.bench.media;

import org.jspecify.annotations.NullMarked;
