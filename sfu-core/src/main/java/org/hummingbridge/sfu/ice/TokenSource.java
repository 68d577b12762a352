/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** Gives every ICE session the 32 bits by which answers to its checks are told from those of others. */
@FunctionalInterface
public interface TokenSource {
    int newToken();
}
