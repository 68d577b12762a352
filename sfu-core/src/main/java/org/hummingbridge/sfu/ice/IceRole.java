/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

/** Who nominates (RFC 8445 §6.1.1). */
public enum IceRole {
    CONTROLLING,
    CONTROLLED
}
