/* SPDX-License-Identifier: Apache-2.0 */
/** Which local addresses to bind and which addresses to offer to clients, each with the reason why, or why not. */
@NullMarked
package org.hummingbridge.harvester;

import org.jspecify.annotations.NullMarked;
