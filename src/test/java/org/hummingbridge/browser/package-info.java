/* SPDX-License-Identifier: Apache-2.0 */
/** Calls between tabs of a real Chromium through the real bridge, each in a process of its own. */
package org.hummingbridge.browser;
