/* SPDX-License-Identifier: Apache-2.0 */
/** What a bridge says and answers in the brewery: its state for the focus to choose by, and the focus's orders. */
@NullMarked
package org.hummingbridge.signaling.brewery;

import org.jspecify.annotations.NullMarked;
