/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The bridge channel: what clients and the bridge tell each other beside the media, over a data channel or a WebSocket. Holds
 * no sockets.
 */
@NullMarked
package org.hummingbridge.signaling.channel;

import org.jspecify.annotations.NullMarked;
