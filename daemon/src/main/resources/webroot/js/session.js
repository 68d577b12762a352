/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One RTCPeerConnection towards the bridge. Remote sources are given as a whole set, in any order and at any time; they are
 * negotiated one change after the other. An m-line belongs to one source at a time and is used again after that source has
 * gone, so that the session does not grow with the number of people who ever came.
 */

import { readAnswer, readCandidate, writeOffer } from './sdp.js';

const OWN = { audio: '0', video: '1' };
/** Candidates of one gathering come within milliseconds of each other; they travel together. */
const CANDIDATE_DELAY_MILLIS = 50;

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Events: `state` (detail: iceConnectionState), `candidates` (detail: list in the JSON of Colibri2), `slots`. */
export class BridgeSession extends EventTarget {
    #media;
    #transport;
    #feedback;
    #maxBitrateBps;
    #sessionId = String(Math.floor(Math.random() * 2 ** 40) + 1);
    #version = 0;
    #slots = [];
    #wanted = [];
    #tail = Promise.resolve();
    #candidates = [];
    #candidateTimer = 0;
    #closed = false;

    constructor({ media, transport, feedback, maxBitrateBps }) {
        super();
        this.#media = media;
        this.#transport = transport;
        this.#feedback = feedback;
        this.#maxBitrateBps = maxBitrateBps;
        this.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
        this.connection.addEventListener('iceconnectionstatechange', () => this.#tell('state', this.connection.iceConnectionState));
        this.connection.addEventListener('icecandidate', ({ candidate }) => this.#gathered(candidate));
    }

    /** Sends these tracks (either may be null) and receives nothing yet; resolves to our side as the bridge must be told. */
    start(tracks) {
        return this.#enqueue(async () => {
            await this.#applyOffer();
            await this.#attach('audio', tracks.audio);
            await this.#attach('video', tracks.video);
            await this.#answer();
            await this.#limitBitrate();
            return readAnswer(this.connection.localDescription.sdp);
        });
    }

    /** Receives exactly these sources from now on. */
    setSources(sources) {
        this.#wanted = sources;
        return this.#enqueue(async () => {
            if (this.#assign()) {
                await this.#applyOffer();
                await this.#answer();
                this.#slots.forEach(slot => { slot.isCooling = false; });
                this.#tell('slots');
            }
        });
    }

    /** Moves to the bridge's new transport; resolves to our own new side. */
    restart(transport) {
        return this.#enqueue(async () => {
            this.#transport = transport;
            await this.#applyOffer();
            await this.#answer();
            return readAnswer(this.connection.localDescription.sdp);
        });
    }

    /** What is received now: {mid, source, receiver}. */
    get slots() {
        const receivers = new Map(this.connection.getTransceivers().map(({ mid, receiver }) => [mid, receiver]));
        return this.#slots
            .filter(({ source }) => source)
            .map(({ mid, source }) => ({ mid, source, receiver: receivers.get(mid) }))
            .filter(({ receiver }) => receiver);
    }

    sender(kind) {
        return this.#transceiver(OWN[kind])?.sender ?? null;
    }

    /** The mids of the m-lines that carry our own media, by kind. */
    get ownMids() {
        return OWN;
    }

    close() {
        this.#closed = true;
        clearTimeout(this.#candidateTimer);
        this.connection.close();
    }

    #enqueue(job) {
        const run = this.#tail.then(() => (this.#closed ? Promise.reject(new Error('closed')) : job()));
        this.#tail = run.catch(() => {});
        return run;
    }

    /** A slot that loses its source rests for one negotiation: its m-line must be seen inactive before it carries another. */
    #assign() {
        const missing = new Map(this.#wanted.map(source => [source.id, source]));
        let changed = false;
        for (const slot of this.#slots.filter(({ source }) => source)) {
            const wanted = missing.get(slot.source.id) ?? null;
            missing.delete(slot.source.id);
            if (!isSame(wanted, slot.source)) {
                slot.isCooling = !wanted;
                slot.source = wanted;
                changed = true;
            }
        }
        for (const source of missing.values()) {
            let slot = this.#slots.find(each => each.kind === source.kind && !each.source && !each.isCooling);
            if (!slot) {
                slot = { mid: String(this.#slots.length + 2), kind: source.kind, isCooling: false, source: null };
                this.#slots.push(slot);
            }
            slot.source = source;
            changed = true;
        }
        return changed;
    }

    #ownSection(kind) {
        const ssrc = this.#feedback[kind];
        const source = ssrc ? { owner: 'bridge', id: `bridge-${kind}`, ssrcs: [ssrc], groups: [] } : null;
        return { mid: OWN[kind], kind, direction: source ? 'sendrecv' : 'recvonly', source };
    }

    async #applyOffer() {
        const sdp = writeOffer({
            sessionId: this.#sessionId,
            version: ++this.#version,
            media: this.#media,
            transport: this.#transport,
            sections: [
                this.#ownSection('audio'),
                this.#ownSection('video'),
                ...this.#slots.map(slot => ({ ...slot, direction: slot.source ? 'sendonly' : 'inactive' }))
            ]
        });
        await this.connection.setRemoteDescription({ type: 'offer', sdp });
    }

    async #answer() {
        await this.connection.setLocalDescription(await this.connection.createAnswer());
    }

    async #attach(kind, track) {
        const transceiver = this.#transceiver(OWN[kind]);
        transceiver.direction = 'sendrecv';
        await transceiver.sender.replaceTrack(track);
    }

    async #limitBitrate() {
        const sender = this.sender('video');
        const parameters = sender.getParameters();
        if (parameters.encodings?.length) {
            parameters.encodings[0].maxBitrate = this.#maxBitrateBps;
            await sender.setParameters(parameters);
        }
    }

    #transceiver(mid) {
        return this.connection.getTransceivers().find(transceiver => transceiver.mid === mid);
    }

    #gathered(candidate) {
        const usable = readCandidate(candidate);
        if (!usable) {
            return;
        }
        this.#candidates.push(usable);
        clearTimeout(this.#candidateTimer);
        this.#candidateTimer = setTimeout(() => this.#tell('candidates', this.#candidates.splice(0)), CANDIDATE_DELAY_MILLIS);
    }

    #tell(type, detail) {
        if (!this.#closed) {
            this.dispatchEvent(new CustomEvent(type, { detail }));
        }
    }
}
