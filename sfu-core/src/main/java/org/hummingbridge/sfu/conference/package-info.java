/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences, endpoints and sources: joins the other rooms together on one loop. */
@NullMarked
package org.hummingbridge.sfu.conference;

import org.jspecify.annotations.NullMarked;
