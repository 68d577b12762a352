/* SPDX-License-Identifier: Apache-2.0 */
/** Sockets of the generator, by java.lang.foreign and epoll: one per participant, with the kernel's own time of arrival. */
@NullMarked
package org.hummingbridge.bench.net;

import org.jspecify.annotations.NullMarked;
