/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.SequencedMap;

/** The bridge's state in the names that a focus and its dashboards know. Thread-safe; never waits for the network. */
@FunctionalInterface
public interface StatisticsSource {
    /**
     * A snapshot in the order in which it is shown: numbers, booleans and strings by name, and nested maps, which only HTTP
     * shows. The caller may change the map.
     */
    SequencedMap<String, Object> statistics();
}
