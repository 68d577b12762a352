/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/**
 * What every kind of loop is made of, for as long as it lives. All but the counters is for its own thread only.
 *
 * @param index position among the bridge's loops, from 0
 */
public record LoopParts(
        int index, SendBatch sends, PacketArena arena, Counters counters, Backlog backlog, Bindings bindings) {}
