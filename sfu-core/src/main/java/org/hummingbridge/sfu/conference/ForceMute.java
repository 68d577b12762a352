/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** Absolute state of what moderators forbid an endpoint to send. */
public record ForceMute(boolean audio, boolean video) {}
