/* SPDX-License-Identifier: Apache-2.0 */
/** Who speaks, judged from audio levels alone (RFC 6464): the dominant speaker, the loudest sources, and what is mere silence. */
@NullMarked
package org.hummingbridge.sfu.speech;

import org.jspecify.annotations.NullMarked;
