/* SPDX-License-Identifier: Apache-2.0 */
/** One participant on the screen: picture, sound, name, figures, and how good the picture may be. */

import { hue } from './fake.js';

const STEPS = [180, 360, 720];
/** A picture may be stretched by this before the next larger one is worth its bandwidth. */
const STRETCH = 1.25;
const WIDEST = 16 / 9;

const initials = name => {
    const words = name.trim().split(/\s+/);
    const letters = words.length > 1 ? [words[0], words.at(-1)].map(word => [...word][0]) : [...words[0]].slice(0, 2);
    return letters.join('').toUpperCase();
};

/** The height of the picture that fills so many pixels of the screen: it covers them, so the tighter side counts. */
const step = (width, height) => {
    const needed = Math.max(height, width / WIDEST);
    return STEPS.find(each => needed <= each * STRETCH) ?? STEPS.at(-1);
};

function attach(element, track) {
    if ((element.srcObject?.getTracks()[0] ?? null) === (track ?? null)) {
        return null;
    }
    element.srcObject = track ? new MediaStream([track]) : null;
    return track ? element.play() : null;
}

export class Tile {
    #video;
    #audio;
    #parts;
    #rectangle = null;

    /** @param handlers {onPin, onClick, onQuality}: the pin, the tile itself or the size of its picture was chosen */
    constructor(template, { id, isSelf }, { onPin, onClick, onQuality }) {
        this.element = template.content.firstElementChild.cloneNode(true);
        const part = selector => this.element.querySelector(selector);
        this.#video = part('video');
        this.#audio = part('audio');
        this.#parts = {
            name: part('.name'), avatar: part('.avatar'), figures: part('.figures'), badge: part('.badge'),
            pin: part('.pin'), quality: part('.quality')
        };
        this.element.dataset.id = id;
        this.element.classList.toggle('self', Boolean(isSelf));
        this.#parts.pin.onclick = onPin;
        this.element.onclick = ({ target }) => target.closest('.tools') ?? onClick();
        this.#parts.quality.onchange = onQuality;
        if (isSelf) {
            // The sound of our own tile would come back into our own microphone.
            this.#audio.remove();
            this.#audio = null;
            this.#parts.quality.remove();
        }
    }

    /** @returns promises of sound that begins to play; they fail where the browser wants a click first */
    show({ name, isSelf, isMirrored, muted, video, audio, isPaused }) {
        const label = isSelf ? `${name} (you)` : name;
        this.#parts.name.textContent = label;
        this.#parts.avatar.textContent = initials(name || '?');
        this.element.style.setProperty('--hue', hue(name));
        this.element.classList.toggle('mirrored', Boolean(isMirrored));
        this.element.classList.toggle('silent', muted.audio);
        this.element.classList.toggle('paused', Boolean(isPaused));
        this.element.classList.toggle('dark-camera', muted.video || !video || Boolean(isPaused));
        this.#parts.badge.toggleAttribute('hidden', !muted.audio);
        this.#parts.pin.setAttribute('aria-label', `${label} on stage`);
        this.#parts.quality.setAttribute('aria-label', `Picture of ${name}`);
        const remarks = [muted.audio && 'microphone off', muted.video ? 'camera off' : isPaused && 'picture paused'];
        this.element.setAttribute('aria-label', [label, ...remarks.filter(Boolean)].join(', '));
        attach(this.#video, video)?.catch(() => {});
        return this.#audio ? attach(this.#audio, audio) : null;
    }

    /** @param rectangle {left, top, width, height}, or null to show nothing */
    place(rectangle) {
        this.#rectangle = rectangle;
        this.element.hidden = !rectangle;
        for (const [property, value] of Object.entries(rectangle ?? {})) {
            this.element.style[property] = `${value}px`;
        }
    }

    /** The height of the picture that this tile has a use for; 0 for none. */
    get wantedHeight() {
        const { value } = this.#parts.quality;
        if (!this.#rectangle || value === 'off') {
            return 0;
        }
        const { width, height } = this.#rectangle;
        return value === 'auto' ? step(width * devicePixelRatio, height * devicePixelRatio) : Number(value);
    }

    set isOnStage(value) {
        this.element.classList.toggle('on-stage', value);
    }

    set isPinned(value) {
        this.#parts.pin.setAttribute('aria-pressed', String(value));
    }

    set isSpeaking(value) {
        this.element.classList.toggle('speaking', value);
    }

    set figures(lines) {
        this.#parts.figures.replaceChildren(...lines.map(line => Object.assign(document.createElement('div'), { textContent: line })));
    }

    play() {
        return this.#audio?.play();
    }

    remove() {
        [this.#video, this.#audio].forEach(element => element && (element.srcObject = null));
        this.element.remove();
    }
}
