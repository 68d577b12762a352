/* SPDX-License-Identifier: Apache-2.0 */
/** The whole product from outside: its ports, its files, its exit codes. */
package org.hummingbridge.daemon;
