/* SPDX-License-Identifier: Apache-2.0 */
/** Whether the bridge is well, whom it takes, and how it ends. Knows neither HTTP nor XMPP. */
@NullMarked
package org.hummingbridge.daemon.lifecycle;

import org.jspecify.annotations.NullMarked;
