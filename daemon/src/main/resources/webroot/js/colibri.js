/* SPDX-License-Identifier: Apache-2.0 */
/** Speaks Colibri2 over REST for one endpoint of one conference, as Jicofo would over XMPP. */

const CONFERENCES = '/colibri/v2/conferences';
const TIMEOUT_MILLIS = 10_000;
/** Create, without a bridge channel, lost the race, update, the conference has just gone, create again. */
const MAX_CREATE_ATTEMPTS = 5;

export class BridgeError extends Error {
    constructor(message, status = 0) {
        super(message);
        this.name = 'BridgeError';
        this.status = status;
    }
}

async function request(method, path, body) {
    try {
        return await fetch(CONFERENCES + path, {
            method,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(TIMEOUT_MILLIS)
        });
    } catch (cause) {
        throw new BridgeError(`The bridge does not answer (${cause.message}).`);
    }
}

async function refused(response) {
    const body = await response.json().catch(() => ({}));
    const why = body.message ?? body.text ?? body.reason ?? body.error ?? `HTTP ${response.status}`;
    return new BridgeError(`The bridge refused: ${String(why).slice(0, 200)}`, response.status);
}

/** What XMPP calls the refusal; the response can still be read. */
async function condition(response) {
    const body = await response.clone().json().catch(() => ({}));
    return body.error;
}

export class ColibriEndpoint {
    #path;
    #id;

    constructor(meetingId, endpointId) {
        this.#path = `/${encodeURIComponent(meetingId)}`;
        this.#id = endpointId;
        this.meetingId = meetingId;
    }

    /**
     * Creates the endpoint, and the conference if it is not there: any participant may be the first, and two may be at once.
     *
     * @returns the bridge's transport, the port of its bridge channel if it has one, and the SSRCs of its own RTCP
     */
    async create({ isFirst, room, name, medias }) {
        const endpoint = {
            create: true,
            id: this.#id,
            'stats-id': name,
            medias,
            transport: { 'ice-controlling': true, sctp: {} },
            capabilities: ['source-names']
        };
        const conference = { 'meeting-id': this.meetingId, name: `${room}@rooms.local`, create: true };
        let creates = isFirst;
        let response;
        for (let attempt = 0; attempt < MAX_CREATE_ATTEMPTS; attempt++) {
            response = creates
                ? await request('POST', '', { ...conference, endpoints: [endpoint] })
                : await request('PATCH', this.#path, { endpoints: [endpoint] });
            if (response.ok) {
                return ColibriEndpoint.#created(await response.json());
            }
            if (endpoint.transport.sctp && (await condition(response)) === 'feature-not-implemented') {
                // Operators may switch data channels off; then there is a call without wishes.
                delete endpoint.transport.sctp;
                continue;
            }
            if (response.status !== (creates ? 400 : 404)) {
                break;
            }
            creates = !creates;
        }
        throw await refused(response);
    }

    static #created(body) {
        const { transport, sctp } = body.endpoints?.[0]?.transport ?? {};
        if (!transport?.ufrag || !transport.fingerprints?.length) {
            throw new BridgeError('The bridge answered without a transport.');
        }
        const feedback = type => body.sources?.find(source => source.type === type)?.sources?.[0]?.ssrc;
        return { transport, sctpPort: sctp?.port, feedback: { audio: feedback('audio'), video: feedback('video') } };
    }

    async #update(fields) {
        const response = await request('PATCH', this.#path, { endpoints: [{ id: this.#id, ...fields }] });
        if (!response.ok) {
            throw await refused(response);
        }
        return response.json();
    }

    /** @param transport {ufrag, pwd, fingerprints, candidates}; @param sources media-sources, absent to leave them as they are */
    async update({ transport, sources }) {
        await this.#update({
            ...(transport ? { transport: { transport: { ...transport, 'rtcp-mux': true } } } : {}),
            ...(sources ? { sources } : {})
        });
    }

    /** @returns the bridge's new transport, or null where it cannot restart */
    async restartIce() {
        const body = await this.#update({ transport: { 'ice-restart': true } });
        return body.endpoints?.[0]?.transport?.transport ?? null;
    }
}
