/* SPDX-License-Identifier: Apache-2.0 */
/** What video packets say about their place in the stream: payload descriptors of VP8, VP9 and H.264, the dependency descriptor. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.codec;

import org.jspecify.annotations.NullMarked;
