/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

/** An offered address with what a candidate line adds to it. */
public record RankedAddress(OfferedAddress offered, String foundation, long priority) {}
