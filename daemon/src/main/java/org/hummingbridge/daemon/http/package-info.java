/* SPDX-License-Identifier: Apache-2.0 */
/** The HTTP servers: control interface and page on one, metrics on the other. */
@NullMarked
package org.hummingbridge.daemon.http;

import org.jspecify.annotations.NullMarked;
