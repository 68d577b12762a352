/* SPDX-License-Identifier: Apache-2.0 */
/** The grid of tiles: one for each participant, ourselves first. Shows what it is told and knows nothing of the network. */

import { hue } from './fake.js';
import { fit } from './layout.js';

const GAP_PIXELS = 10;

const initials = name => {
    const words = name.trim().split(/\s+/);
    const letters = words.length > 1 ? [words[0], words.at(-1)].map(word => [...word][0]) : [...words[0]].slice(0, 2);
    return letters.join('').toUpperCase();
};

class Tile {
    #video;
    #audio;
    #parts;

    constructor(template, { id, isSelf }) {
        this.element = template.content.firstElementChild.cloneNode(true);
        const part = selector => this.element.querySelector(selector);
        this.#video = part('video');
        this.#audio = part('audio');
        this.#parts = { name: part('.name'), avatar: part('.avatar'), figures: part('.figures'), badge: part('.badge') };
        this.element.dataset.id = id;
        this.element.classList.toggle('self', Boolean(isSelf));
        // The sound of our own tile would come back into our own microphone.
        if (isSelf) {
            this.#audio.remove();
            this.#audio = null;
        }
    }

    /** @returns promises of sound that begins to play; they fail where the browser wants a click first */
    show({ name, isSelf, isMirrored, muted, video, audio }) {
        const label = isSelf ? `${name} (you)` : name;
        this.#parts.name.textContent = label;
        this.#parts.avatar.textContent = initials(name || '?');
        this.element.style.setProperty('--hue', hue(name));
        this.element.classList.toggle('mirrored', Boolean(isMirrored));
        this.element.classList.toggle('silent', muted.audio);
        this.element.classList.toggle('dark-camera', muted.video || !video);
        this.#parts.badge.toggleAttribute('hidden', !muted.audio);
        this.element.setAttribute('aria-label',
            `${label}${muted.audio ? ', microphone off' : ''}${muted.video ? ', camera off' : ''}`);
        attach(this.#video, video)?.catch(() => {});
        return this.#audio ? attach(this.#audio, audio) : null;
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

function attach(element, track) {
    if ((element.srcObject?.getTracks()[0] ?? null) === (track ?? null)) {
        return null;
    }
    element.srcObject = track ? new MediaStream([track]) : null;
    return track ? element.play() : null;
}

export class Stage {
    #element;
    #template;
    #tiles = new Map();
    #onSoundBlocked;

    constructor(element, template, onSoundBlocked) {
        this.#element = element;
        this.#template = template;
        this.#onSoundBlocked = onSoundBlocked;
        new ResizeObserver(() => this.#arrange()).observe(element);
    }

    /** @param people in order: {id, name, isSelf, isMirrored, muted, video, audio}, the last two tracks or null */
    show(people) {
        const ids = new Set(people.map(({ id }) => id));
        for (const [id, tile] of this.#tiles) {
            if (!ids.has(id)) {
                tile.remove();
                this.#tiles.delete(id);
            }
        }
        for (const person of people) {
            let tile = this.#tiles.get(person.id);
            if (!tile) {
                tile = new Tile(this.#template, person);
                this.#tiles.set(person.id, tile);
                this.#element.append(tile.element);
            }
            tile.show(person)?.catch(error => error.name === 'NotAllowedError' && this.#onSoundBlocked());
        }
        this.#arrange();
    }

    markSpeakers(ids) {
        this.#tiles.forEach((tile, id) => { tile.isSpeaking = ids.has(id); });
    }

    /** @param lines Map of tile id to lines of text */
    showFigures(lines) {
        this.#tiles.forEach((tile, id) => { tile.figures = lines.get(id) ?? []; });
    }

    /** Starts the sound that the browser held back; to be called from a click. */
    playAll() {
        this.#tiles.forEach(tile => tile.play()?.catch(() => {}));
    }

    #arrange() {
        const style = getComputedStyle(this.#element);
        const width = this.#element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        const height = this.#element.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
        const tile = fit(this.#tiles.size, width, height, GAP_PIXELS);
        this.#element.style.setProperty('--tile-width', `${tile.width}px`);
        this.#element.style.setProperty('--tile-height', `${tile.height}px`);
        this.#element.style.setProperty('--gap', `${GAP_PIXELS}px`);
    }
}
