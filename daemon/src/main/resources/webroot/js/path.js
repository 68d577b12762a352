/* SPDX-License-Identifier: Apache-2.0 */
/** Watches the media path of one session: a short interruption may heal, a longer one gets an ICE restart, then it is lost. */

/** A change of network heals by itself within this time or needs new candidates. */
const RESTART_AFTER_MILLIS = 3_000;
/** From the beginning, or from a restart, until there must be a path. */
const CONNECT_TIMEOUT_MILLIS = 15_000;

const UP = ['connected', 'completed'];

export class MediaPath {
    #timer = 0;
    #isStopped = false;
    #session;
    #handlers;

    /** @param handlers {restart: async function, onUp, onInterrupted, onLost: function(Error)} */
    constructor(session, handlers) {
        this.#session = session;
        this.#handlers = handlers;
        this.#after(CONNECT_TIMEOUT_MILLIS, () => this.#lost('No media path to the bridge was found; its UDP port may be blocked.'));
        session.addEventListener('state', ({ detail }) => this.#isStopped || this.#changed(detail));
    }

    stop() {
        this.#isStopped = true;
        clearTimeout(this.#timer);
    }

    #changed(state) {
        if (UP.includes(state)) {
            this.#up();
        } else if (state === 'disconnected') {
            this.#handlers.onInterrupted();
            this.#after(RESTART_AFTER_MILLIS, () => this.#restart());
        } else if (state === 'failed') {
            this.#handlers.onInterrupted();
            this.#restart();
        }
    }

    #up() {
        clearTimeout(this.#timer);
        this.#handlers.onUp();
    }

    async #restart() {
        this.#after(CONNECT_TIMEOUT_MILLIS, () => this.#lost('The media path to the bridge was lost.'));
        try {
            await this.#handlers.restart();
            // A path that has healed meanwhile stays as it is and says so no second time.
            if (!this.#isStopped && UP.includes(this.#session.connection.iceConnectionState)) {
                this.#up();
            }
        } catch (error) {
            this.#lost(error.message);
        }
    }

    #after(millis, action) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(action, millis);
    }

    #lost(message) {
        if (!this.#isStopped) {
            this.stop();
            this.#handlers.onLost(new Error(message));
        }
    }
}
