/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;

/** A local address to bind the media port on. Its place in the list is the number of its socket. */
public record BindAddress(InetAddress address, int port, String interfaceName) {}
