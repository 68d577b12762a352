/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is sent of one camera: simulcast encodings (VP8, H264) or layers within one (VP9, AV1), each no better than anybody
 * wants it. Heights are those of the smaller side, as on the bridge channel.
 */

const LAYER_HEIGHTS = [180, 360, 720];
const RIDS = ['1', '2', '3'];
const LAYERED = ['vp9', 'av1'];
const MODES = ['L1T3', 'L2T3_KEY', 'L3T3_KEY'];
/** By codec, up to which height which bitrate is enough: what lib-jitsi-meet sends. */
const BITRATES_BPS = {
    vp8: [[180, 200e3], [360, 500e3], [720, 1.5e6], [Infinity, 3e6]],
    vp9: [[180, 100e3], [360, 300e3], [720, 1.2e6], [Infinity, 2.5e6]],
    av1: [[180, 100e3], [360, 300e3], [720, 1e6], [Infinity, 2e6]],
    h264: [[180, 400e3], [360, 800e3], [720, 2e6], [Infinity, 4e6]]
};
/**
 * Everything is sent for so long at first. A browser probes its uplink once at the beginning, up to what it may send then; one
 * that begins with little takes ten seconds and more to find out that it may send a large picture.
 */
const PROBING_MILLIS = 3_000;
/** H264 has temporal layers only if it is asked for them; VP8 has them by itself where it is simulcast. */
const SIMULCAST_MODES = { h264: 'L1T3' };

const layerCount = height => Math.max(1, LAYER_HEIGHTS.filter(layer => layer <= height).length);

const bitrate = (codec, height) => BITRATES_BPS[codec].find(([highest]) => height <= highest)[1];

/** The codec that will be sent where an offer prefers this one. */
export function sentCodec(wanted) {
    const able = RTCRtpSender.getCapabilities('video')?.codecs.map(({ mimeType }) => mimeType.toLowerCase()) ?? [];
    return wanted in BITRATES_BPS && able.includes(`video/${wanted}`) ? wanted : 'vp8';
}

/** The restriction identifiers of the encodings to ask the browser for, from low to high; none where one stream is enough. */
export const rids = (codec, height) =>
    (LAYERED.includes(codec) || layerCount(height) === 1 ? [] : RIDS.slice(0, layerCount(height)));

/**
 * The parameters of every encoding: a pure function.
 *
 * @param height of the camera's picture; @param count encodings that the browser agreed to
 * @param wanted the height that anybody wants at most, 0 for nothing; @param capBps no encoding may have more
 */
export function encodings({ codec, height, count, wanted, capBps }) {
    const isWanted = wanted !== 0;
    const limit = heightSent => Math.min(bitrate(codec, heightSent), capBps);
    if (LAYERED.includes(codec)) {
        const layers = layerCount(height);
        const wantedLayers = Math.max(1, [...Array(layers).keys()].filter(index => height / 2 ** (layers - 1 - index) <= wanted).length);
        const scale = 2 ** (layers - wantedLayers);
        return [{
            active: isWanted, scaleResolutionDownBy: scale, scalabilityMode: MODES[wantedLayers - 1], maxBitrate: limit(height / scale)
        }];
    }
    return Array.from({ length: count }, (_, index) => {
        const scale = 2 ** (count - 1 - index);
        return {
            active: isWanted && (index === 0 || height / scale <= wanted),
            scaleResolutionDownBy: scale,
            maxBitrate: limit(height / scale),
            ...(SIMULCAST_MODES[codec] ? { scalabilityMode: SIMULCAST_MODES[codec] } : {})
        };
    });
}

/** Keeps one RTCRtpSender at what is wanted; changes follow one another, since each must read what the last one wrote. */
export class VideoSending {
    #sender;
    #fixed;
    #wanted = Infinity;
    #isProbing = true;
    #tail = Promise.resolve();

    /** @param fixed {codec, height, capBps} */
    constructor(sender, fixed) {
        this.#sender = sender;
        this.#fixed = fixed;
        this.#apply();
    }

    /** To be called when there is a path. */
    begin() {
        setTimeout(() => {
            this.#isProbing = false;
            this.#apply();
        }, PROBING_MILLIS);
    }

    /** @param maxHeight as the bridge tells it: -1 for any, 0 for nothing */
    want(maxHeight) {
        this.#wanted = maxHeight < 0 ? Infinity : maxHeight;
        this.#apply();
    }

    #apply() {
        this.#tail = this.#tail.then(() => this.#write()).catch(error => console.warn('The encodings stay as they are:', error));
    }

    async #write() {
        const parameters = this.#sender.getParameters();
        const count = parameters.encodings?.length ?? 0;
        if (count > 0) {
            const wanted = encodings({ ...this.#fixed, count, wanted: this.#isProbing ? Infinity : this.#wanted });
            parameters.encodings.forEach((encoding, index) => Object.assign(encoding, wanted[index]));
            await this.#sender.setParameters(parameters);
        }
    }
}
