/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import org.jspecify.annotations.Nullable;

/** Makes what carries the numbers of one SSRC on from one source to the next. */
@FunctionalInterface
public interface StreamFactory<T> {
    /**
     * Called once per slot.
     *
     * @param rtxSsrc of its retransmissions; a number of its own for audio too, which has none
     * @param mid stamped on its packets; null where the receiver tells streams apart by SSRC
     */
    T newStream(int ssrc, int rtxSsrc, @Nullable String mid);
}
