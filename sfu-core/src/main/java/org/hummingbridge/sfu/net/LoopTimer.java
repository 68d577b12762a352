/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

/** Calls a loop back once, when some time has passed. Loop only. */
interface LoopTimer {
    /** In so many nanoseconds, more than 0; forgets what it was told before. */
    void after(long nanos);

    void stop();

    /** Never calls again. */
    void close();
}
