/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.Arrays;
import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * What a sender intends to send on each layer of a source: the header extension video-layers-allocation00 of WebRTC. Reused: one
 * holds the latest that {@link #read} accepted, as numbers and not as a view. Rates are as the sender claims, not as measured.
 */
public final class VideoLayersAllocation {
    /** RTP streams of one source (2 bits). */
    public static final int MAX_STREAMS = 4;

    /** Spatial layers of one stream (bits of the mask). */
    public static final int MAX_SPATIAL = 4;

    /** Temporal layers of one spatial layer (2 bits). */
    public static final int MAX_TEMPORAL = 4;

    private static final int LAYERS = MAX_STREAMS * MAX_SPATIAL;
    private static final int RESOLUTION_BYTES = 5;
    private static final int KILO = 1000;
    private static final int MASK = 0x0f;

    /** Rates take no more than five bytes, and none is above 2^31 kbit/s. */
    private static final int MAX_LEB128_BYTES = 5;

    private int encoding;
    private int streams;
    private final int[] masks = new int[MAX_STREAMS];
    private final int[] temporalLayers = new int[LAYERS];
    private final long[] bitratesBps = new long[LAYERS * MAX_TEMPORAL];
    private final int[] widths = new int[LAYERS];
    private final int[] heights = new int[LAYERS];
    private final int[] frameRates = new int[LAYERS];

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Takes the extension's data; false, with no layer at all left, if it does not parse. */
    public boolean read(final byte[] newBytes, final int offset, final int length) {
        clear();
        bytes = newBytes;
        at = offset;
        end = offset + length;
        final boolean whole = readMasks() && readTemporalLayers() && readBitrates() && readResolutions();
        if (!whole) {
            clear();
        }
        return whole;
    }

    private void clear() {
        encoding = 0;
        streams = 0;
        Arrays.fill(masks, 0);
        Arrays.fill(temporalLayers, 0);
        Arrays.fill(bitratesBps, 0);
        Arrays.fill(widths, 0);
        Arrays.fill(heights, 0);
        Arrays.fill(frameRates, 0);
    }

    private boolean readMasks() {
        if (at >= end) {
            return false;
        }
        final int first = BigEndian.unsigned8(bytes, at++);
        if (first == 0 && at == end) {
            return true;
        }
        encoding = first >>> 6;
        streams = ((first >>> 4) & 3) + 1;
        final int shared = first & MASK;
        if (shared != 0) {
            Arrays.fill(masks, 0, streams, shared);
            return true;
        }
        if (end - at < (streams + 1) / 2) {
            return false;
        }
        for (int i = 0; i < streams; i++) {
            masks[i] = (bytes[at + i / 2] >>> ((i & 1) == 0 ? 4 : 0)) & MASK;
        }
        at += (streams + 1) / 2;
        return true;
    }

    private boolean readTemporalLayers() {
        int layers = 0;
        for (int i = 0; i < LAYERS; i++) {
            if (isActive(i)) {
                final int byteAt = at + layers / 4;
                if (byteAt >= end) {
                    return false;
                }
                temporalLayers[i] = ((bytes[byteAt] >>> (6 - 2 * (layers & 3))) & 3) + 1;
                layers++;
            }
        }
        at += (layers + 3) / 4;
        return true;
    }

    private boolean readBitrates() {
        for (int i = 0; i < LAYERS; i++) {
            for (int temporal = 0; temporal < temporalLayers[i]; temporal++) {
                final long kilobits = leb128();
                if (kilobits < 0) {
                    return false;
                }
                bitratesBps[i * MAX_TEMPORAL + temporal] = kilobits * KILO;
            }
        }
        return true;
    }

    /** A number of 7 bits per byte, lowest first (AV1 specification, 4.10.5); negative if it does not end or is too large. */
    private long leb128() {
        long value = 0;
        for (int i = 0; i < MAX_LEB128_BYTES && at < end; i++) {
            final int next = bytes[at++];
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value <= Integer.MAX_VALUE ? value : -1;
            }
        }
        return -1;
    }

    private boolean readResolutions() {
        if (at == end) {
            return true;
        }
        for (int i = 0; i < LAYERS; i++) {
            if (isActive(i)) {
                if (end - at < RESOLUTION_BYTES) {
                    return false;
                }
                widths[i] = BigEndian.unsigned16(bytes, at) + 1;
                heights[i] = BigEndian.unsigned16(bytes, at + 2) + 1;
                frameRates[i] = BigEndian.unsigned8(bytes, at + 4);
                at += RESOLUTION_BYTES;
            }
        }
        return true;
    }

    private boolean isActive(final int layer) {
        return ((masks[layer / MAX_SPATIAL] >>> (layer % MAX_SPATIAL)) & 1) != 0;
    }

    /** Which of the streams carried the extension: position in the order of simulcast, from 0. */
    public int encoding() {
        return encoding;
    }

    /** RTP streams, from 0 (nothing at all is sent) to {@link #MAX_STREAMS}. */
    public int streams() {
        return streams;
    }

    public boolean isActive(final int stream, final int spatialId) {
        return isActive(stream * MAX_SPATIAL + spatialId);
    }

    /** Temporal layers of a spatial layer; 0 if it is not active. */
    public int temporalLayers(final int stream, final int spatialId) {
        return temporalLayers[stream * MAX_SPATIAL + spatialId];
    }

    /** The target of a temporal layer together with those below it; 0 if it is not active. */
    public long bitrateBps(final int stream, final int spatialId, final int temporalId) {
        return bitratesBps[(stream * MAX_SPATIAL + spatialId) * MAX_TEMPORAL + temporalId];
    }

    /** In pixels; 0 if the sender does not tell. */
    public int width(final int stream, final int spatialId) {
        return widths[stream * MAX_SPATIAL + spatialId];
    }

    /** In pixels; 0 if the sender does not tell. */
    public int height(final int stream, final int spatialId) {
        return heights[stream * MAX_SPATIAL + spatialId];
    }

    /** Frames per second with all temporal layers; 0 if the sender does not tell. */
    public int frameRate(final int stream, final int spatialId) {
        return frameRates[stream * MAX_SPATIAL + spatialId];
    }
}
