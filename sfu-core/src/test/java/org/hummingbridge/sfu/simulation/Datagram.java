/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.net.InetSocketAddress;

/** One datagram on the simulated wire. The bytes belong to the receiver. */
public record Datagram(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {}
