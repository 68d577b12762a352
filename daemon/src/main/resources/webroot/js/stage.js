/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The tiles of a call, one for each participant, as equals in a grid or with one of them large. Shows what it is told, says
 * which pictures it has a use for, and knows nothing of the network.
 */

import { grid, speaker } from './layout.js';
import { Tile } from './tile.js';

const GAP_PIXELS = 10;
/** While a window is dragged, sizes change with every frame. */
const WISH_DELAY_MILLIS = 150;

export class Stage {
    #element;
    #template;
    #tiles = new Map();
    #handlers;
    #isSpeakerView = false;
    #speaker = null;
    #pinned = null;
    #wishTimer = 0;

    /**
     * @param handlers {onSoundBlocked, onWish: function({onStage: id or null, heights: Map of id to pixels}),
     *     onSpeakerView: function(boolean)}
     */
    constructor(element, template, handlers) {
        this.#element = element;
        this.#template = template;
        this.#handlers = handlers;
        new ResizeObserver(() => this.#arrange()).observe(element);
    }

    /** @param people in order: {id, name, isSelf, isMirrored, muted, video, audio, isPaused}, tracks may be null */
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
                tile = new Tile(this.#template, person, {
                    onPin: () => this.#pin(person.id),
                    // Thumbs are larger than the pins of small tiles.
                    onClick: () => this.#isSpeakerView && this.#onStage !== person.id && this.#pin(person.id),
                    onQuality: () => this.#wish()
                });
                this.#tiles.set(person.id, tile);
                this.#element.append(tile.element);
            }
            tile.show(person)?.catch(error => error.name === 'NotAllowedError' && this.#handlers.onSoundBlocked());
        }
        if (!ids.has(this.#pinned)) {
            this.#pinned = null;
        }
        this.#arrange();
    }

    set isSpeakerView(value) {
        this.#isSpeakerView = value;
        this.#pinned = value ? this.#pinned : null;
        this.#arrange();
    }

    /** Who speaks by the bridge's word; our own voice puts nobody else off the stage. */
    set dominant(id) {
        if (id !== this.#speaker && this.#tiles.has(id)) {
            this.#speaker = id;
            this.#arrange();
        }
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

    #pin(id) {
        this.#pinned = this.#pinned === id ? null : id;
        if (this.#pinned && !this.#isSpeakerView) {
            this.#isSpeakerView = true;
            this.#handlers.onSpeakerView(true);
        }
        this.#arrange();
    }

    /** Whose picture is large: the pinned one's, the last speaker's, or the first other's. */
    get #onStage() {
        if (!this.#isSpeakerView || this.#tiles.size < 2) {
            return null;
        }
        const ids = [...this.#tiles.keys()];
        return [this.#pinned, this.#speaker].find(id => this.#tiles.has(id)) ?? ids[1];
    }

    #arrange() {
        const style = getComputedStyle(this.#element);
        const pixels = property => parseFloat(style[property]);
        const area = {
            left: pixels('paddingLeft'), top: pixels('paddingTop'),
            width: this.#element.clientWidth - pixels('paddingLeft') - pixels('paddingRight'),
            height: this.#element.clientHeight - pixels('paddingTop') - pixels('paddingBottom')
        };
        const onStage = this.#onStage;
        const ids = [...this.#tiles.keys()];
        const ordered = onStage ? [onStage, ...ids.filter(id => id !== onStage)] : ids;
        const rectangles = (onStage ? speaker : grid)(ordered.length, area, GAP_PIXELS);
        ordered.forEach((id, index) => {
            const tile = this.#tiles.get(id);
            tile.place(rectangles[index]);
            tile.isOnStage = id === onStage;
            tile.isPinned = id === this.#pinned;
        });
        this.#wishSoon();
    }

    #wishSoon() {
        clearTimeout(this.#wishTimer);
        this.#wishTimer = setTimeout(() => this.#wish(), WISH_DELAY_MILLIS);
    }

    #wish() {
        this.#handlers.onWish({
            onStage: this.#onStage,
            heights: new Map([...this.#tiles].map(([id, tile]) => [id, tile.wantedHeight]))
        });
    }
}
