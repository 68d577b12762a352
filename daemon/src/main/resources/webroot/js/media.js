/* SPDX-License-Identifier: Apache-2.0 */
/** Our own camera and microphone, or what stands in for them. Muting keeps a track and silences it. */

import { fakeMedia } from './fake.js';

const localAddress = () => `http://localhost${location.port ? `:${location.port}` : ''}${location.pathname}`;

const REASONS = {
    NotAllowedError: 'The browser was not allowed to use the camera and microphone. Allow it next to the address bar and reload.',
    NotFoundError: 'No camera or microphone was found.',
    NotReadableError: 'The camera or microphone is in use by another program.',
    OverconstrainedError: 'The camera cannot give the picture size that was asked for.'
};

const reason = error => {
    if (error instanceof TypeError || !navigator.mediaDevices) {
        return `Browsers give the camera only to secure pages. On this machine open ${localAddress()}, elsewhere use https.`;
    }
    return REASONS[error.name] ?? `The camera and microphone cannot be used: ${error.message}`;
};

export class LocalMedia {
    #fake;

    constructor(stream, { problem = null, fake = null } = {}) {
        this.stream = stream;
        this.problem = problem;
        this.#fake = fake;
    }

    get isFake() {
        return this.#fake !== null;
    }

    track(kind) {
        return this.stream.getTracks().find(track => track.kind === kind) ?? null;
    }

    /** The smaller side of the camera's picture, or what was asked for where the browser does not say. */
    pictureHeight(asked) {
        const { width, height } = this.track('video')?.getSettings() ?? {};
        return width && height ? Math.min(width, height) : asked;
    }

    isOn(kind) {
        return this.track(kind)?.enabled ?? false;
    }

    set(kind, isOn) {
        const track = this.track(kind);
        if (track) {
            track.enabled = isOn;
        }
        return this.isOn(kind);
    }

    get muted() {
        return { audio: !this.isOn('audio'), video: !this.isOn('video') };
    }

    rename(name) {
        this.#fake?.rename(name);
    }

    stop() {
        this.#fake?.stop();
        this.stream.getTracks().forEach(track => track.stop());
    }
}

export function openFake(settings, name) {
    const fake = fakeMedia({ ...settings, name: name || 'Guest' });
    return new LocalMedia(fake.stream, { fake });
}

/** Both devices if they can be had, otherwise the one that can; with a sentence about what is missing. */
export async function openDevices({ heightPixels, framesPerSecond }) {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const video = {
        height: { ideal: heightPixels }, width: { ideal: Math.round(heightPixels * 16 / 9) },
        frameRate: { ideal: framesPerSecond, max: framesPerSecond }
    };
    const open = constraints => navigator.mediaDevices.getUserMedia(constraints);
    try {
        return new LocalMedia(await open({ audio, video }));
    } catch (error) {
        if (error.name !== 'NotFoundError' && error.name !== 'NotReadableError') {
            return new LocalMedia(new MediaStream(), { problem: reason(error) });
        }
        const [sound, picture] = await Promise.allSettled([open({ audio }), open({ video })]);
        const tracks = [sound, picture].flatMap(({ value }) => value?.getTracks() ?? []);
        const problem = tracks.length === 0 ? reason(error)
            : sound.value ? 'No camera can be used; the others will hear you.'
                : 'No microphone can be used; the others will see you.';
        return new LocalMedia(new MediaStream(tracks), { problem });
    }
}
