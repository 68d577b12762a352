/* SPDX-License-Identifier: Apache-2.0 */
/** Colibri2: how a conference focus tells the bridge what to do. The handler is shared by every transport of the protocol. */
@NullMarked
package org.hummingbridge.signaling.colibri2;

import org.jspecify.annotations.NullMarked;
