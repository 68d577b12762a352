/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** One packet on its way: of which flow, its number there, its size on the wire, and when it was put on it. */
record SimulatedPacket(SimulatedFlow flow, int sequence, int bytes, long sentNanos) {}
