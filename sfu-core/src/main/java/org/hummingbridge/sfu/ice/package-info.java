/* SPDX-License-Identifier: Apache-2.0 */
/** The ICE agent of one endpoint (RFC 8445, 8838, 7675). Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.ice;

import org.jspecify.annotations.NullMarked;
