/* SPDX-License-Identifier: Apache-2.0 */
/** What came out of a run, for people and for programs. */
@NullMarked
package org.hummingbridge.bench.report;

import org.jspecify.annotations.NullMarked;
