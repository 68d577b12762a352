/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

/**
 * What the bridge offers over Colibri2.
 *
 * @param sctpEnabled whether endpoints may ask for data channels
 */
public record Colibri2Settings(boolean sctpEnabled) {}
