/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One RTCPeerConnection towards the bridge. Remote sources are given as a whole set, in any order and at any time; they are
 * negotiated one change after the other. An m-line belongs to one source at a time and is used again after that source has
 * gone, so that the session does not grow with the number of people who ever came.
 */

import { BridgeChannel } from './channel.js';
import { readAnswer, readCandidate, writeOffer } from './sdp.js';

const OWN = { audio: '0', video: '1' };
const DATA_MID = 'data';
/** SSRCs are chosen when our side is applied; the statistics show them within a few milliseconds. */
const SSRC_LOOKS = 40;
const SSRC_LOOK_MILLIS = 25;
/** Candidates of one gathering come within milliseconds of each other; they travel together. */
const CANDIDATE_DELAY_MILLIS = 50;

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Events: `state` (detail: iceConnectionState), `candidates` (detail: list in the JSON of Colibri2), `slots`. */
export class BridgeSession extends EventTarget {
    #media;
    #transport;
    #feedback;
    #rids;
    #sctpPort;
    #sessionId = String(Math.floor(Math.random() * 2 ** 40) + 1);
    #version = 0;
    #slots = [];
    #wanted = [];
    #tail = Promise.resolve();
    #candidates = [];
    #candidateTimer = 0;
    #closed = false;

    /** @param rids of the encodings that our video has, none for one; @param sctpPort absent where there is no bridge channel */
    constructor({ media, transport, feedback, sctpPort, rids }) {
        super();
        this.#media = media;
        this.#transport = transport;
        this.#feedback = feedback;
        this.#rids = rids;
        this.#sctpPort = sctpPort;
        this.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
        this.channel = sctpPort ? new BridgeChannel(this.connection) : null;
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
            const ours = readAnswer(this.connection.localDescription.sdp);
            if (this.#rids.length > 0) {
                ours.sources.set(OWN.video, await this.#simulcastSource(ours.sources.get(OWN.video)));
            }
            return ours;
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
                slot = { mid: String(this.#slots.length + Object.keys(OWN).length), kind: source.kind, isCooling: false, source: null };
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
        const rids = kind === 'video' ? this.#rids : [];
        return { mid: OWN[kind], kind, direction: source ? 'sendrecv' : 'recvonly', source, rids };
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
                ...(this.#sctpPort ? [{ mid: DATA_MID, kind: 'data', sctpPort: this.#sctpPort }] : []),
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

    /**
     * The SSRCs of our encodings from low to high. Where encodings have identifiers, Chromium leaves their SSRCs out of the
     * description (RFC 8853 does not need them) and tells them in its statistics only; Firefox does it the other way round.
     */
    async #simulcastSource(described) {
        const sender = this.sender('video');
        const count = sender.getParameters().encodings.length;
        const repairs = described.groups.filter(({ semantics }) => semantics === 'FID').map(({ ssrcs }) => ssrcs);
        const primaries = described.ssrcs.filter(ssrc => !repairs.some(([, repair]) => repair === ssrc));
        let encodings = primaries.map(ssrc => [ssrc, repairs.find(([primary]) => primary === ssrc)?.[1]]);
        for (let look = 0; encodings.length < count && look < SSRC_LOOKS; look++) {
            const reports = [...(await sender.getStats()).values()].filter(({ type, rid }) => type === 'outbound-rtp' && rid);
            encodings = this.#rids.map(wanted => reports.find(({ rid }) => rid === wanted))
                .filter(Boolean)
                .map(({ ssrc, rtxSsrc }) => [ssrc, rtxSsrc]);
            if (encodings.length < count) {
                await new Promise(resolve => setTimeout(resolve, SSRC_LOOK_MILLIS));
            }
        }
        const pairs = encodings.map(pair => pair.filter(Boolean));
        return {
            ssrcs: pairs.flat(),
            groups: [
                ...(pairs.length > 1 ? [{ semantics: 'SIM', ssrcs: pairs.map(([primary]) => primary) }] : []),
                ...pairs.filter(({ length }) => length === 2).map(ssrcs => ({ semantics: 'FID', ssrcs }))
            ]
        };
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
