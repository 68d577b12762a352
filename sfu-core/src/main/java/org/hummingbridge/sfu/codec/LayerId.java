/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/**
 * One layer of a source as a number: encoding, spatial and temporal layer, ordered from low to high. A dependency descriptor's
 * decode target goes by its highest spatial and temporal layer.
 */
public final class LayerId {
    /** No layer: nothing is forwarded. */
    public static final int SUSPENDED = -1;

    /** Spatial layers of one encoding (VP9 and AV1 number them in 3 bits). */
    public static final int MAX_SPATIAL = 8;

    /** Temporal layers of one encoding (3 bits). */
    public static final int MAX_TEMPORAL = 8;

    private LayerId() {}

    /**
     * The number of a layer.
     *
     * @param encoding simulcast encoding from 0, the lowest
     */
    public static int of(final int encoding, final int spatialId, final int temporalId) {
        return (encoding << 6) | (spatialId << 3) | temporalId;
    }

    public static int encoding(final int layerId) {
        return layerId >> 6;
    }

    public static int spatialId(final int layerId) {
        return (layerId >> 3) & 7;
    }

    public static int temporalId(final int layerId) {
        return layerId & 7;
    }
}
