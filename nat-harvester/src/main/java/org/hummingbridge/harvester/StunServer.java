/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

/** Somebody who tells from where our datagrams come. Its name is looked up each time that it is asked. */
public record StunServer(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
