/* SPDX-License-Identifier: Apache-2.0 */
/** Writes the offer that the bridge would make, and reads from the browser's answer what the bridge needs to know. */

const TOKEN = /^[\w.-]{1,64}$/;

const codecLines = media => [
    ...media.extensions.map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    ...media.payloadTypes.flatMap(payload => {
        const parameters = Object.entries(payload.parameters).map(([key, value]) => `${key}=${value}`).join(';');
        return [
            `a=rtpmap:${payload.id} ${payload.name}/${payload.clockrate}${payload.channels ? `/${payload.channels}` : ''}`,
            ...(parameters ? [`a=fmtp:${payload.id} ${parameters}`] : []),
            ...payload.feedback.map(feedback => `a=rtcp-fb:${payload.id} ${feedback}`)
        ];
    })
];

const candidateLine = candidate => {
    const related = candidate['rel-addr'] ? ` raddr ${candidate['rel-addr']} rport ${candidate['rel-port']}` : '';
    return `a=candidate:${candidate.foundation} ${candidate.component} ${candidate.protocol} ${candidate.priority} `
        + `${candidate.ip} ${candidate.port} typ ${candidate.type}${related} generation 0`;
};

const transportLines = (transport, withCandidates) => [
    `a=ice-ufrag:${transport.ufrag}`,
    `a=ice-pwd:${transport.pwd}`,
    ...transport.fingerprints.map(({ hash, fingerprint }) => `a=fingerprint:${hash} ${fingerprint}`),
    'a=setup:actpass',
    ...(withCandidates ? [...transport.candidates.map(candidateLine), 'a=end-of-candidates'] : [])
];

/** A source's stream id is its owner's, so that the browser plays that owner's audio and video in step. */
const sourceLines = source => [
    `a=msid:${source.owner} ${source.id}`,
    ...source.groups.map(({ semantics, ssrcs }) => `a=ssrc-group:${semantics} ${ssrcs.join(' ')}`),
    ...source.ssrcs.map(ssrc => `a=ssrc:${ssrc} cname:${source.owner}`)
];

/** Simulcast needs it (RFC 8853 §5.4). The bridge is not told of it: it knows the encodings by their SSRCs. */
const RID_EXTENSION = { id: 12, uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id' };

/** @param rids from low to high */
const simulcastLines = rids => (rids?.length
    ? [
        `a=extmap:${RID_EXTENSION.id} ${RID_EXTENSION.uri}`,
        ...rids.map(rid => `a=rid:${rid} recv`),
        `a=simulcast:recv ${rids.join(';')}`
    ]
    : []);

const dataSection = ({ mid, sctpPort }, transport) => [
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...transportLines(transport, false),
    `a=mid:${mid}`,
    `a=sctp-port:${sctpPort}`,
    'a=max-message-size:262144'
];

const section = ({ mid, kind, direction, source, rids }, media, transport, isFirst) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${media[kind].payloadTypes.map(payload => payload.id).join(' ')}`,
    'c=IN IP4 0.0.0.0',
    ...transportLines(transport, isFirst),
    `a=mid:${mid}`,
    `a=${direction}`,
    'a=rtcp-mux',
    ...codecLines(media[kind]),
    ...(source ? sourceLines(source) : []),
    ...simulcastLines(rids)
];

/** @param sections in the order of their m-lines: {mid, kind, direction, source?, rids?} or {mid, kind: 'data', sctpPort} */
export function writeOffer({ sessionId, version, media, transport, sections }) {
    return [
        'v=0',
        `o=- ${sessionId} ${version} IN IP4 0.0.0.0`,
        's=-',
        't=0 0',
        `a=group:BUNDLE ${sections.map(({ mid }) => mid).join(' ')}`,
        'a=extmap-allow-mixed',
        'a=msid-semantic: WMS *',
        ...sections.flatMap((each, index) => (each.kind === 'data' ? dataSection(each, transport) : section(each, media, transport, index === 0))),
        ''
    ].join('\r\n');
}

const matches = (text, pattern) => [...text.matchAll(pattern)];

/** The browser's transport, and the SSRCs and groups of each m-line by mid. */
export function readAnswer(sdp) {
    const value = pattern => pattern.exec(sdp)?.[1];
    const sources = new Map(sdp.split(/^m=/m).slice(1).map(text => [
        /^a=mid:(\S+)/m.exec(text)?.[1],
        {
            ssrcs: [...new Set(matches(text, /^a=ssrc:(\d+)/gm).map(([, ssrc]) => Number(ssrc)))],
            groups: matches(text, /^a=ssrc-group:(\S+) ([\d ]+)/gm).map(([, semantics, list]) => ({
                semantics, ssrcs: list.trim().split(' ').map(Number)
            }))
        }
    ]));
    const setup = value(/^a=setup:(\S+)/m);
    return {
        ufrag: value(/^a=ice-ufrag:(\S+)/m),
        pwd: value(/^a=ice-pwd:(\S+)/m),
        fingerprints: [...new Map(matches(sdp, /^a=fingerprint:(\S+) (\S+)/gm)
            .map(([, hash, fingerprint]) => [hash, { hash, fingerprint, setup }])).values()],
        sources
    };
}

/** The candidate of an icecandidate event in the JSON of Colibri2, or null where the bridge cannot use it. */
export function readCandidate(candidate) {
    const text = candidate?.candidate ?? '';
    const found = /^candidate:(\S+) (\d+) udp (\d+) (\S+) (\d+) typ (\S+)/i.exec(text);
    if (!found || found[4].endsWith('.local')) {
        return null;
    }
    const [, foundation, component, priority, ip, port, type] = found;
    const related = /raddr (\S+) rport (\d+)/.exec(text);
    return {
        foundation, component, priority, ip, port, type, protocol: 'udp', generation: '0', network: '0',
        id: crypto.randomUUID?.() ?? `${foundation}-${port}`,
        ...(related ? { 'rel-addr': related[1], 'rel-port': related[2] } : {})
    };
}

/**
 * A participant's sources as the room tells them, in the form that offers are written from; what is malformed is left out. Of
 * simulcast only the lowest encoding's SSRC and that of its retransmissions are left: the bridge sends whichever encoding it
 * sends under these.
 */
export function readSources(owner, list) {
    const isSsrc = ssrc => Number.isInteger(ssrc) && ssrc > 0 && ssrc < 2 ** 32;
    return (list ?? [])
        .filter(({ type, id }) => ['audio', 'video'].includes(type) && TOKEN.test(id) && TOKEN.test(owner))
        .map(({ type, id, sources, 'ssrc-groups': groups = [] }) => {
            const lowest = groups.find(({ semantics }) => semantics === 'SIM')?.sources[0] ?? sources[0]?.ssrc;
            const repair = groups.find(({ semantics, sources: ssrcs }) => semantics === 'FID' && ssrcs[0] === lowest)?.sources[1];
            const ssrcs = [lowest, repair].filter(isSsrc);
            return { owner, id, kind: type, ssrcs, groups: ssrcs.length === 2 ? [{ semantics: 'FID', ssrcs }] : [] };
        })
        .filter(({ ssrcs }) => ssrcs.length > 0);
}
