/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

/** What a request is answered with. */
public sealed interface Colibri2Answer permits ConferenceModified, Colibri2Error {}
