/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The bridge channel over a data channel: JSON objects told apart by `colibriClass`. What was said last of each class is said
 * when the channel opens, so that nobody has to wait for it.
 */

const LABEL = 'JVB data channel';
const PROTOCOL = 'http://jitsi.org/protocols/colibri';

/** Events are named like the classes of the messages (detail: the message). */
export class BridgeChannel extends EventTarget {
    #channel;
    #said = new Map();

    constructor(connection) {
        super();
        this.#channel = connection.createDataChannel(LABEL, { protocol: PROTOCOL });
        this.#channel.onopen = () => this.#said.forEach(text => this.#channel.send(text));
        this.#channel.onmessage = ({ data }) => this.#received(data);
    }

    /** Says it now or as soon as it can be said; nothing where it was the last thing said of this class. */
    say(colibriClass, fields) {
        const text = JSON.stringify({ colibriClass, ...fields });
        if (this.#said.get(colibriClass) === text) {
            return;
        }
        this.#said.set(colibriClass, text);
        if (this.#channel.readyState === 'open') {
            this.#channel.send(text);
        }
    }

    #received(text) {
        let message;
        try {
            message = JSON.parse(text);
        } catch {
            return;
        }
        if (typeof message?.colibriClass === 'string') {
            this.dispatchEvent(new CustomEvent(message.colibriClass, { detail: message }));
        }
    }
}
