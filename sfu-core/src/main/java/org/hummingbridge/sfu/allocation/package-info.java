/* SPDX-License-Identifier: Apache-2.0 */
/** Who gets what: what receivers ask for, and which sources they are given for it. */
@NullMarked
package org.hummingbridge.sfu.allocation;

import org.jspecify.annotations.NullMarked;
