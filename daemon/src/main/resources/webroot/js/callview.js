/* SPDX-License-Identifier: Apache-2.0 */
/** The screen of a call: draws what the call knows and turns buttons and keys into what it does. */

import { Levels, Meter, receiverLevel } from './levels.js';
import { inviteUrl } from './settings.js';
import { Stage } from './stage.js';
import { readStats, StatsLines } from './stats.js';

const FIGURES_PERIOD_MILLIS = 1_000;
const NOTE_MILLIS = 2_500;

const CHIPS = {
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    failed: 'Not connected'
};

export class CallView {
    #root;
    #call;
    #me;
    #stage;
    #levels;
    #meter;
    #figuresTimer = 0;
    #lines = new StatsLines();
    #noteTimer = 0;
    #isShown = false;
    #isSpeakerView = false;
    #keys = event => this.#pressed(event);

    constructor(root, call, me) {
        this.#root = root;
        this.#call = call;
        this.#me = me;
        this.#stage = new Stage(this.#find('.stage'), document.querySelector('#tile'), {
            onSoundBlocked: () => { this.#find('.sound').hidden = false; },
            onWish: wish => this.#call.want(wish),
            onSpeakerView: isOn => this.#showLayout(isOn)
        });
    }

    /** Shows the call until its person leaves; resolves then. */
    show() {
        this.#isShown = true;
        this.#root.hidden = false;
        this.#find('.room').textContent = this.#me.room;
        this.#find('.stage').replaceChildren();
        for (const type of ['state', 'participants', 'slots', 'forwarded']) {
            this.#call.addEventListener(type, () => this.#draw());
        }
        this.#call.addEventListener('speaker', () => { this.#stage.dominant = this.#call.speaker; });
        this.#setSpeakerView(this.#me.speakerView);
        this.#draw();
        this.#meter = new Meter(this.#me.media.track('audio'));
        this.#levels = new Levels(() => this.#readLevels(), ids => this.#stage.markSpeakers(ids));
        document.addEventListener('keydown', this.#keys);
        return new Promise(resolve => {
            const actions = {
                mic: () => this.#toggle('audio'),
                camera: () => this.#toggle('video'),
                figures: () => this.#toggleFigures(),
                layout: () => this.#setSpeakerView(!this.#isSpeakerView),
                link: () => this.#copyLink(),
                leave: resolve
            };
            for (const button of this.#root.querySelectorAll('[data-action]')) {
                button.onclick = actions[button.dataset.action];
            }
            this.#find('.sound').onclick = () => {
                this.#stage.playAll();
                this.#find('.sound').hidden = true;
            };
            this.#find('.retry').onclick = () => this.#call.stay();
        });
    }

    hide() {
        this.#isShown = false;
        clearInterval(this.#figuresTimer);
        clearTimeout(this.#noteTimer);
        this.#levels.stop();
        this.#meter.stop();
        this.#stage.show([]);
        document.removeEventListener('keydown', this.#keys);
        this.#root.classList.remove('with-figures');
        this.#root.hidden = true;
    }

    #find(selector) {
        return this.#root.querySelector(selector);
    }

    #slot(owner, kind) {
        return this.#call.session?.slots.find(({ source }) => source.owner === owner && source.kind === kind);
    }

    #draw() {
        if (!this.#isShown) {
            return;
        }
        const { media, name } = this.#me;
        const others = this.#call.participants;
        this.#stage.show([
            { id: 'self', name, isSelf: true, isMirrored: !media.isFake, muted: media.muted, video: media.track('video') },
            ...others.map(({ id, name: theirs, muted }) => ({
                id, name: theirs, muted, isPaused: !this.#call.isForwarded(id),
                video: this.#slot(id, 'video')?.receiver.track,
                audio: this.#slot(id, 'audio')?.receiver.track
            }))
        ]);
        for (const [action, kind] of [['mic', 'audio'], ['camera', 'video']]) {
            const button = this.#find(`[data-action=${action}]`);
            button.setAttribute('aria-pressed', String(media.isOn(kind)));
            button.disabled = !media.track(kind);
        }
        this.#find('.count').textContent = String(others.length + 1);
        this.#root.dataset.state = this.#call.state;
        this.#find('.chip').hidden = !CHIPS[this.#call.state];
        this.#find('.chip').textContent = CHIPS[this.#call.state] ?? '';
        this.#find('.alone').hidden = others.length > 0 || this.#call.state !== 'connected';
        this.#find('.failure').hidden = this.#call.state !== 'failed';
        this.#find('.failure-text').textContent = this.#call.problem ?? '';
    }

    #readLevels() {
        const levels = new Map([['self', this.#me.media.isOn('audio') ? this.#meter.level : 0]]);
        for (const { source, receiver } of this.#call.session?.slots ?? []) {
            if (source.kind === 'audio') {
                levels.set(source.owner, receiverLevel(receiver));
            }
        }
        return levels;
    }

    #toggle(kind) {
        const { media } = this.#me;
        media.set(kind, !media.isOn(kind));
        this.#call.announce();
        this.#draw();
    }

    #setSpeakerView(isOn) {
        this.#showLayout(isOn);
        this.#stage.isSpeakerView = isOn;
    }

    #showLayout(isSpeakerView) {
        this.#isSpeakerView = isSpeakerView;
        this.#find('[data-action=layout]').setAttribute('aria-pressed', String(isSpeakerView));
    }

    #toggleFigures() {
        const isOn = this.#root.classList.toggle('with-figures');
        this.#find('[data-action=figures]').setAttribute('aria-pressed', String(isOn));
        clearInterval(this.#figuresTimer);
        if (isOn) {
            const refresh = async () => this.#stage.showFigures(this.#lines.update(await readStats(this.#call)));
            this.#figuresTimer = setInterval(refresh, FIGURES_PERIOD_MILLIS);
            refresh();
        }
    }

    async #copyLink() {
        const url = inviteUrl(this.#me.room);
        try {
            await navigator.clipboard.writeText(url);
            this.#note('Link copied');
        } catch {
            // Without https there is no clipboard; the address can still be read and copied by hand.
            this.#note(url);
        }
    }

    #note(text) {
        const note = this.#find('.note');
        note.textContent = text;
        note.hidden = false;
        clearTimeout(this.#noteTimer);
        this.#noteTimer = setTimeout(() => { note.hidden = true; }, NOTE_MILLIS);
    }

    #pressed(event) {
        const action = { m: 'mic', v: 'camera', l: 'layout', s: 'figures' }[event.key.toLowerCase()];
        if (action && event.target.localName !== 'select' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
            this.#find(`[data-action=${action}]`).click();
        }
    }
}
