/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

/**
 * What stands between an entry and its rooms.
 *
 * @param failure the kind, for metrics
 * @param sentence what happened, which setting it concerns and what to do
 */
public record XmppTrouble(XmppFailure failure, String sentence) {}
