/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/** Where a loop delivers what comes by which path. Loop only. */
public interface Bindings {
    /** Delivers what comes by {@code path} to {@code sink} from now on, replacing what was there. */
    void bind(Path path, DatagramSink sink);

    /** Forgets {@code path} if it still leads to {@code sink}. */
    void unbind(Path path, DatagramSink sink);
}
