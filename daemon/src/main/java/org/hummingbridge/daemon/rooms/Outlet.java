/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

/** The way to one participant's page. Never blocks, and never throws when the page has gone. */
interface Outlet {
    void send(String text);

    /** Says goodbye with a code of RFC 6455 §7.4.1 and a sentence for people. */
    void close(int code, String reason);
}
