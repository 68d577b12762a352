/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The words that every room of the media path shares: a datagram's buffer, the path it came by, where it goes, the loop it
 * lives on, and the counters of what was dropped. No sockets, threads or clocks.
 */
@NullMarked
package org.hummingbridge.sfu.datagram;

import org.jspecify.annotations.NullMarked;
