/* SPDX-License-Identifier: Apache-2.0 */
/** How loud everybody is, several times a second, and who speaks. Reads levels that the browser has; never the samples of others. */

const PERIOD_MILLIS = 120;
/** RFC 6464 levels as linear amplitude: about -36 dBov, well above a quiet room. */
const SPEAKING_LEVEL = 0.015;
/** Pauses between words are shorter than this. */
const HOLD_MILLIS = 600;
/** Receivers remember contributions for ten seconds; older than this they say nothing about now. */
const STALE_MILLIS = 500;

export class Levels {
    #read;
    #onSpeakers;
    #heard = new Map();
    #speakers = '';
    #timer;

    /** @param read function returning Map of id to level 0..1; @param onSpeakers called with a Set of ids when it changes */
    constructor(read, onSpeakers) {
        this.#read = read;
        this.#onSpeakers = onSpeakers;
        this.#timer = setInterval(() => this.#tick(), PERIOD_MILLIS);
    }

    stop() {
        clearInterval(this.#timer);
    }

    #tick() {
        const now = performance.now();
        const levels = this.#read();
        for (const [id, level] of levels) {
            if (level > SPEAKING_LEVEL) {
                this.#heard.set(id, now);
            }
        }
        for (const [id, at] of this.#heard) {
            if (now - at > HOLD_MILLIS || !levels.has(id)) {
                this.#heard.delete(id);
            }
        }
        const speakers = [...this.#heard.keys()].sort();
        if (speakers.join() !== this.#speakers) {
            this.#speakers = speakers.join();
            this.#onSpeakers(new Set(speakers));
        }
    }
}

/** The level of what a receiver plays, from the header extension of RFC 6464 or from the decoded sound. */
export function receiverLevel(receiver) {
    const [latest] = receiver.getSynchronizationSources?.() ?? [];
    const isFresh = latest && performance.timeOrigin + performance.now() - latest.timestamp < STALE_MILLIS;
    return isFresh ? latest.audioLevel ?? 0 : 0;
}

/** Measures our own microphone. */
export class Meter {
    #audio = null;
    #analyser = null;
    #samples = new Float32Array(512);

    constructor(track) {
        if (track && window.AudioContext) {
            this.#audio = new AudioContext();
            this.#analyser = new AnalyserNode(this.#audio, { fftSize: this.#samples.length });
            this.#audio.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
            this.#audio.resume();
        }
    }

    get level() {
        if (!this.#analyser) {
            return 0;
        }
        this.#analyser.getFloatTimeDomainData(this.#samples);
        return Math.sqrt(this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length);
    }

    stop() {
        this.#audio?.close();
    }
}
