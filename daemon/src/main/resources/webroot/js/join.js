/* SPDX-License-Identifier: Apache-2.0 */
/** The screen before a call: who we are, which room, and how we will look and sound. */

import { openDevices, openFake } from './media.js';
import { roomName } from './settings.js';

const NAME_KEY = 'hummingbridge.name';

const remembered = () => {
    try {
        return localStorage.getItem(NAME_KEY) ?? '';
    } catch {
        return '';
    }
};

const remember = name => {
    try {
        localStorage.setItem(NAME_KEY, name);
    } catch {
        // Storage may be forbidden; the name is then typed again.
    }
};

export class JoinScreen {
    #root;
    #settings;
    #media = null;
    #turn = 0;
    #opened = Promise.resolve();

    constructor(root, settings) {
        this.#root = root;
        this.#settings = settings;
    }

    /** Resolves, once the person joins, to {name, room, media}. */
    async ask() {
        const find = selector => this.#root.querySelector(selector);
        const form = find('form');
        form.elements.name.value = this.#settings.name || remembered();
        form.elements.room.value = this.#settings.room;
        this.#root.hidden = false;
        find('.use-fake').onclick = () => this.#open(() => openFake(this.#settings, form.elements.name.value.trim()));
        find('.use-camera').onclick = () => this.#open(() => openDevices(this.#settings));
        form.elements.name.oninput = () => this.#media?.rename(form.elements.name.value.trim());
        for (const kind of ['audio', 'video']) {
            find(`[data-toggle=${kind}]`).onclick = () => {
                this.#media?.set(kind, !this.#media.isOn(kind));
                this.#show();
            };
        }
        this.#open(this.#settings.fake
            ? () => openFake(this.#settings, form.elements.name.value.trim())
            : () => openDevices(this.#settings));
        if (!this.#settings.autojoin) {
            await new Promise(resolve => {
                form.onsubmit = event => {
                    event.preventDefault();
                    resolve();
                };
                form.elements.name.focus();
            });
        }
        await this.#settled();
        const name = form.elements.name.value.trim() || 'Guest';
        remember(name);
        const media = this.#media;
        media.rename(name);
        this.#root.hidden = true;
        find('video').srcObject = null;
        return { name, room: roomName(form.elements.room.value) || 'lobby', media };
    }

    /** Opens another picture; a slower one that was asked for before is thrown away. */
    #open(open) {
        const turn = ++this.#turn;
        this.#root.classList.add('opening');
        this.#opened = Promise.resolve(open()).then(media => {
            if (turn !== this.#turn) {
                media.stop();
                return;
            }
            this.#media?.stop();
            this.#media = media;
            this.#root.classList.remove('opening');
            this.#show();
        });
    }

    /** Whoever joins while the browser still asks for the camera joins with what is answered. */
    async #settled() {
        let turn;
        do {
            turn = this.#turn;
            await this.#opened;
        } while (turn !== this.#turn);
    }

    #show() {
        const media = this.#media;
        const find = selector => this.#root.querySelector(selector);
        const video = find('video');
        if (video.srcObject !== media.stream) {
            video.srcObject = media.stream;
            video.play().catch(() => {});
        }
        this.#root.classList.toggle('mirrored', !media.isFake);
        this.#root.classList.toggle('no-picture', !media.isOn('video'));
        find('.problem').hidden = !media.problem;
        find('.problem').textContent = media.problem ?? '';
        find('.use-fake').hidden = media.isFake;
        find('.use-camera').hidden = !media.isFake || !navigator.mediaDevices;
        for (const kind of ['audio', 'video']) {
            const button = find(`[data-toggle=${kind}]`);
            button.disabled = !media.track(kind);
            button.setAttribute('aria-pressed', String(media.isOn(kind)));
        }
    }
}
