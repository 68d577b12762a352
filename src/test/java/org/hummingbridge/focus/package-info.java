/* SPDX-License-Identifier: Apache-2.0 */
/** A conference focus that follows a script, against the bridge as an operator runs it and a real Prosody between them. */
package org.hummingbridge.focus;
