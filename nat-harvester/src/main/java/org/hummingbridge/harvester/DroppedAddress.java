/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import java.net.InetAddress;

/**
 * An address that is not offered.
 *
 * @param origin name of its interface, or the mapping that names it
 * @param reason one clause for people: why not
 */
public record DroppedAddress(InetAddress address, String origin, String reason) {}
