/* SPDX-License-Identifier: Apache-2.0 */
/** The meeting point: tells who else is there, and tells them about us. Carries no media and no transport. */

const WELCOME_TIMEOUT_MILLIS = 10_000;

/** Closed for a reason that trying again would not change. */
export class RoomRefusal extends Error {}

/** Events: `peer` (detail: {id, name, sources, muted}), `gone` (detail: {id}), `closed` (detail: Error). */
export class Room extends EventTarget {
    #socket;

    /** @returns {Promise<{room: Room, id, meetingId, isFirst, peers}>} once the server has answered */
    static join(name, self) {
        const room = new Room();
        return room.#open(name, self);
    }

    #open(name, self) {
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        const socket = new WebSocket(`${scheme}://${location.host}/rooms/${encodeURIComponent(name)}`);
        this.#socket = socket;
        let lost = 'The bridge does not answer; it may have been stopped.';
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                reject(new Error(lost));
                socket.close();
            }, WELCOME_TIMEOUT_MILLIS);
            socket.onopen = () => this.#send({ type: 'join', ...self });
            socket.onmessage = ({ data }) => {
                const message = JSON.parse(data);
                if (message.type === 'welcome') {
                    clearTimeout(timer);
                    lost = 'The connection to the bridge was lost.';
                    resolve({
                        room: this, id: message.id, meetingId: message.meeting,
                        isFirst: message.peers.length === 0, peers: message.peers
                    });
                } else if (message.type === 'peer' || message.type === 'gone') {
                    this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
                }
            };
            socket.onclose = ({ code, reason }) => {
                clearTimeout(timer);
                // 1008 is the server's word that this client or its request is not wanted as it is (RFC 6455 §7.4.1).
                const error = code === 1008
                    ? new RoomRefusal(reason || 'The room was refused.')
                    : new Error(lost);
                reject(error);
                this.dispatchEvent(new CustomEvent('closed', { detail: error }));
            };
        });
    }

    /** Tells the others what we send and what is muted. */
    announce(self) {
        this.#send({ type: 'update', ...self });
    }

    #send(message) {
        if (this.#socket.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify(message));
        }
    }

    close() {
        this.#socket.onclose = null;
        this.#socket.close();
    }
}
