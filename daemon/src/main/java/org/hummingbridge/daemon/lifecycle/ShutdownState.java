/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

/** How far the bridge is on its way out; it never goes back. */
public enum ShutdownState {
    RUNNING,
    /** New conferences are refused, those that exist go on and take participants. */
    GRACEFUL_SHUTDOWN,
    /** Jicofo moves everybody elsewhere. */
    SHUTTING_DOWN
}
