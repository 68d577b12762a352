/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One receiver's view of one source: layer selection, rewriting, RTX, sender-report mapping. What a receiver knows under one SSRC
 * is an {@link org.hummingbridge.sfu.forward.OutgoingStream}; a {@link org.hummingbridge.sfu.forward.VideoForwarder} or {@link
 * org.hummingbridge.sfu.forward.AudioForwarder} shows a source on it. Sans-IO.
 */
@NullMarked
package org.hummingbridge.sfu.forward;

import org.jspecify.annotations.NullMarked;
