/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.threads;

/**
 * How the kernel schedules one thread (sched_setattr(2)).
 *
 * @param policy 0 for SCHED_OTHER, the ordinary one
 * @param nice 19 for the least, -20 for the most
 * @param sliceNanos 0 where the kernel knows none, which is before Linux 6.12
 */
record ThreadSchedule(int policy, boolean resetOnFork, int nice, long sliceNanos) {
    static final int ORDINARY = 0;

    ThreadSchedule withNice(final int newNice) {
        return new ThreadSchedule(policy, resetOnFork, newNice, sliceNanos);
    }
}
