/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A participant's stay in a room: joins, follows who comes and goes, and comes back by itself when the connection breaks.
 * Knows nothing of how it looks.
 */

import { ColibriEndpoint } from './colibri.js';
import { colibriMedias, medias, startingAt } from './codecs.js';
import { MediaPath } from './path.js';
import { Room, RoomRefusal } from './room.js';
import { readAnswer, readSources } from './sdp.js';
import { rids, sentCodec, VideoSending } from './sending.js';
import { BridgeSession } from './session.js';
import { receiverVideoConstraints } from './wishes.js';

/** Waits before the attempts that follow a broken connection; after the last one it is given up. */
const BACKOFF_MILLIS = [300, 1_000, 2_000, 4_000, 8_000];

const delay = (millis, signal) => new Promise(resolve => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
    });
});

const credentials = ({ ufrag, pwd, fingerprints }) => ({ ufrag, pwd, fingerprints, candidates: [] });

/**
 * Events: `state`, `participants` (who is there, their names and mute flags), `slots` (what is received), `forwarded` (whose
 * pictures the bridge sends), `speaker` (who speaks by its word).
 */
export class Call extends EventTarget {
    #settings;
    #roomName;
    #name;
    #local;
    #left = new AbortController();
    #room = null;
    #path = null;
    #sources = [];
    #participants = new Map();
    #wish = { onStage: null, heights: new Map() };
    #forwarded = null;
    #sending = null;

    constructor({ settings, roomName, name, local }) {
        super();
        this.#settings = settings;
        this.#roomName = roomName;
        this.#name = name;
        this.#local = local;
        this.id = null;
        this.session = null;
        /** connecting, connected, reconnecting, failed or left; `problem` says why where it is not well. */
        this.state = 'connecting';
        this.problem = null;
        /** Id of the participant who speaks, or null. */
        this.speaker = null;
    }

    /** The others: {id, name, muted: {audio, video}}, in the order in which they came. */
    get participants() {
        return [...this.#participants.values()];
    }

    /** @param wish {onStage: id or null, heights: Map of id to pixels, 0 for nothing}; kept for the connections to come */
    want(wish) {
        this.#wish = wish;
        this.#tellWish();
    }

    /** The height that was asked for of somebody's picture, null where nothing was said. */
    wantedHeight(id) {
        return this.#wish.heights.get(id) ?? null;
    }

    /** Whether the bridge sends somebody's picture now; true as long as it does not say. */
    isForwarded(id) {
        return this.#forwarded === null || this.#videoSources.some(source => source.owner === id && this.#forwarded.has(source.id));
    }

    /** Stays until {@link #leave}, or until it has failed for good. */
    async stay() {
        const { signal } = this.#left;
        let failures = 0;
        this.#become(this.state === 'failed' ? 'reconnecting' : 'connecting');
        while (!signal.aborted) {
            const error = await this.#once(() => { failures = 0; });
            this.#drop();
            if (signal.aborted) {
                break;
            }
            this.problem = error.message;
            if (error instanceof RoomRefusal || failures === BACKOFF_MILLIS.length) {
                this.#become('failed');
                return;
            }
            this.#become('reconnecting');
            await delay(BACKOFF_MILLIS[failures++], signal);
        }
        this.#become('left');
    }

    leave() {
        this.#left.abort();
    }

    /** Tells the others what the local tracks are doing now. */
    announce() {
        this.#room?.announce({ name: this.#name, muted: this.#local.muted, sources: this.#sources });
    }

    /** One connection from beginning to end; resolves to what ended it. */
    #once(onConnected) {
        return new Promise(end => {
            this.#left.signal.addEventListener('abort', () => end(new Error('left')), { once: true });
            this.#connect(onConnected, end).catch(end);
        });
    }

    async #connect(onConnected, end) {
        const joined = await Room.join(this.#roomName, { name: this.#name, muted: this.#local.muted });
        if (this.#left.signal.aborted) {
            joined.room.close();
            return;
        }
        this.#meet(joined, end);

        const codec = sentCodec(this.#settings.codec);
        const track = this.#local.track('video');
        const height = this.#local.pictureHeight(this.#settings.heightPixels);
        const media = medias(codec);
        const endpoint = new ColibriEndpoint(joined.meetingId, joined.id);
        const bridge = await endpoint.create({
            isFirst: joined.isFirst, room: this.#roomName, name: this.#name, medias: colibriMedias(media)
        });
        if (this.#room !== joined.room) {
            return;
        }
        const session = new BridgeSession({
            ...bridge, media: startingAt(this.#settings.startKbps, media), rids: track ? rids(codec, height) : []
        });
        this.session = session;
        this.#watch(session, endpoint, onConnected, end);
        this.#listen(session.channel);

        const ours = await session.start({ audio: this.#local.track('audio'), video: track });
        this.#sending = new VideoSending(session.sender('video'), { codec, height, capBps: this.#settings.capBps });
        this.#sources = ['audio', 'video'].map(kind => this.#source(kind, ours.sources.get(session.ownMids[kind])));
        await endpoint.update({ transport: credentials(ours), sources: this.#sources });
        this.announce();
        await this.#follow();
    }

    #meet({ room, id, peers }, end) {
        this.#room = room;
        this.id = id;
        peers.forEach(peer => this.#participants.set(peer.id, peer));
        const changed = () => {
            this.dispatchEvent(new Event('participants'));
            this.#follow().catch(end);
        };
        room.addEventListener('peer', ({ detail }) => {
            this.#participants.set(detail.id, detail);
            changed();
        });
        room.addEventListener('gone', ({ detail }) => {
            this.#participants.delete(detail.id);
            changed();
        });
        room.addEventListener('closed', ({ detail }) => end(detail));
        this.dispatchEvent(new Event('participants'));
    }

    #source(kind, { ssrcs, groups }) {
        return {
            type: kind,
            id: `${this.id}-${kind[0]}0`,
            sources: ssrcs.map(ssrc => ({ ssrc })),
            'ssrc-groups': groups.map(group => ({ semantics: group.semantics, sources: group.ssrcs }))
        };
    }

    get #remoteSources() {
        return this.participants.flatMap(({ id, sources }) => readSources(id, sources));
    }

    get #videoSources() {
        return this.#remoteSources.filter(({ kind }) => kind === 'video');
    }

    #tellWish() {
        this.session?.channel?.say('ReceiverVideoConstraints', receiverVideoConstraints(this.#wish, this.#videoSources));
    }

    #listen(channel) {
        channel?.addEventListener('SenderSourceConstraints', ({ detail: { sourceName, maxHeight } }) => {
            if (Number.isInteger(maxHeight) && this.#sources.some(({ type, id }) => type === 'video' && id === sourceName)) {
                this.#sending?.want(maxHeight);
            }
        });
        channel?.addEventListener('ForwardedSources', ({ detail }) => {
            this.#forwarded = new Set(detail.forwardedSources);
            this.dispatchEvent(new Event('forwarded'));
        });
        channel?.addEventListener('DominantSpeakerEndpointChangeEvent', ({ detail }) => {
            this.speaker = detail.dominantSpeakerEndpoint ?? null;
            this.dispatchEvent(new Event('speaker'));
        });
    }

    /** Receives what everybody sends now. */
    async #follow() {
        const { session } = this;
        if (!session) {
            return;
        }
        await session.setSources(this.#remoteSources);
        this.#tellWish();
        if (session === this.session) {
            this.dispatchEvent(new Event('slots'));
        }
    }

    #watch(session, endpoint, onConnected, end) {
        session.addEventListener('candidates', ({ detail: candidates }) => {
            const { ufrag, pwd } = readAnswer(session.connection.localDescription.sdp);
            endpoint.update({ transport: { ufrag, pwd, candidates } }).catch(end);
        });
        this.#path = new MediaPath(session, {
            restart: async () => {
                const transport = await endpoint.restartIce();
                if (!transport) {
                    throw new Error('The media path to the bridge was lost.');
                }
                const generation = transport['ice-generation'];
                const ours = credentials(await session.restart(transport));
                await endpoint.update({ transport: generation ? { ...ours, 'ice-generation': generation } : ours });
            },
            onUp: () => {
                onConnected();
                this.#sending?.begin();
                this.problem = null;
                this.#become('connected');
            },
            onInterrupted: () => {
                this.problem = 'The connection to the bridge is interrupted.';
                this.#become('reconnecting');
            },
            onLost: end
        });
    }

    #become(state) {
        this.state = state;
        this.dispatchEvent(new Event('state'));
    }

    #drop() {
        this.#path?.stop();
        this.#path = null;
        this.session?.close();
        this.session = null;
        this.#room?.close();
        this.#room = null;
        this.#sources = [];
        this.#sending = null;
        this.#forwarded = null;
        this.#participants.clear();
        this.dispatchEvent(new Event('participants'));
        this.dispatchEvent(new Event('slots'));
    }
}
