/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The payload types and header extensions that every participant is offered. They are the numbers that Jicofo gives out, and
 * they are the same for all, so that the bridge never has to renumber.
 */

const VIDEO_FEEDBACK = ['ccm fir', 'nack', 'nack pli', 'goog-remb', 'transport-cc'];
const RTX_FEEDBACK = ['ccm fir', 'nack', 'nack pli'];

const video = (id, name, rtx, parameters = {}) => [
    { id, name, clockrate: 90000, parameters, feedback: VIDEO_FEEDBACK },
    { id: rtx, name: 'rtx', clockrate: 90000, parameters: { apt: String(id) }, feedback: RTX_FEEDBACK }
];

const VIDEO_CODECS = {
    vp8: video(100, 'VP8', 96),
    vp9: video(101, 'VP9', 97, { 'profile-id': '0' }),
    h264: video(107, 'H264', 99, {
        'profile-level-id': '42e01f', 'level-asymmetry-allowed': '1', 'packetization-mode': '1'
    }),
    av1: video(41, 'AV1', 42)
};

const AUDIO = [{
    id: 111, name: 'opus', clockrate: 48000, channels: 2,
    parameters: { minptime: '10', useinbandfec: '1' }, feedback: ['transport-cc']
}];

const TRANSPORT_CC = { id: 5, uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01' };
const MID = { id: 10, uri: 'urn:ietf:params:rtp-hdrext:sdes:mid' };
const AUDIO_EXTENSIONS = [{ id: 1, uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level' }, TRANSPORT_CC, MID];
const VIDEO_EXTENSIONS = [
    { id: 3, uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time' }, TRANSPORT_CC, MID,
    { id: 11, uri: 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension' }
];

/** Both media, the wanted video codec first: a browser sends the first codec of an offer that it can. */
export function medias(firstCodec) {
    const first = VIDEO_CODECS[firstCodec] ?? VIDEO_CODECS.vp8;
    const others = Object.values(VIDEO_CODECS).filter(codec => codec !== first);
    return {
        audio: { payloadTypes: AUDIO, extensions: AUDIO_EXTENSIONS },
        video: { payloadTypes: [first, ...others].flat(), extensions: VIDEO_EXTENSIONS }
    };
}

/** The same for a browser of Chromium's family that shall begin at a bitrate instead of finding it out; 0 leaves it as it is. */
export function startingAt(kbps, description) {
    const started = payload => (payload.name === 'rtx' ? payload
        : { ...payload, parameters: { ...payload.parameters, 'x-google-start-bitrate': String(kbps) } });
    return kbps === 0 ? description
        : { ...description, video: { ...description.video, payloadTypes: description.video.payloadTypes.map(started) } };
}

/** The same in the JSON of Colibri2. */
export function colibriMedias(description) {
    return Object.entries(description).map(([type, media]) => ({
        type,
        'payload-types': media.payloadTypes.map(payload => ({
            id: String(payload.id),
            name: payload.name,
            clockrate: String(payload.clockrate),
            ...(payload.channels ? { channels: String(payload.channels) } : {}),
            parameters: payload.parameters,
            'rtcp-fbs': payload.feedback.map(feedback => {
                const [kind, subtype] = feedback.split(' ');
                return subtype ? { type: kind, subtype } : { type: kind };
            })
        })),
        'rtp-hdrexts': media.extensions,
        'extmap-allow-mixed': true
    }));
}
