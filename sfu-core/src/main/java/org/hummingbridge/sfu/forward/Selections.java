/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.codec.Layering;
import org.jspecify.annotations.Nullable;

/** The layer selections of one forwarder, made as its source's codecs need them. */
final class Selections {
    private final OpaqueSelection opaque = new OpaqueSelection();
    private @Nullable Vp8Selection vp8;
    private @Nullable Vp9Selection vp9;
    private @Nullable TargetSelection targets;

    LayerSelection of(final Layering layering) {
        return switch (layering) {
            case OPAQUE -> opaque;
            case VP8 -> {
                final Vp8Selection known = vp8 == null ? new Vp8Selection() : vp8;
                vp8 = known;
                yield known;
            }
            case VP9 -> {
                final Vp9Selection known = vp9 == null ? new Vp9Selection() : vp9;
                vp9 = known;
                yield known;
            }
            case DEPENDENCY_DESCRIPTOR -> {
                final TargetSelection known = targets == null ? new TargetSelection() : targets;
                targets = known;
                yield known;
            }
        };
    }
}
