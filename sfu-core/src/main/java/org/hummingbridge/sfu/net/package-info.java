/* SPDX-License-Identifier: Apache-2.0 */
/** UDP ports on event loops: batches, buffers, the RFC 7983 demultiplexer. The only room with sockets. */
@NullMarked
package org.hummingbridge.sfu.net;

import org.jspecify.annotations.NullMarked;
