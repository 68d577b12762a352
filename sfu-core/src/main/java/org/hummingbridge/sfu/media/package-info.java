/* SPDX-License-Identifier: Apache-2.0 */
/** What endpoints agree on before media flows: payload types, header extensions, sources. Values only. */
@NullMarked
package org.hummingbridge.sfu.media;

import org.jspecify.annotations.NullMarked;
