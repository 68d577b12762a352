/* SPDX-License-Identifier: Apache-2.0 */
/** What is counted, as Prometheus reads it. Labels are bounded: none of them names a conference or an endpoint. */
@NullMarked
package org.hummingbridge.daemon.metrics;

import org.jspecify.annotations.NullMarked;
