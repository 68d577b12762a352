/* SPDX-License-Identifier: Apache-2.0 */
/** What the browser measured: raw numbers per source for tests and scripts, and lines of text for people. */

const pick = (report, keys) => Object.fromEntries(keys.map(key => [key, report?.[key] ?? 0]));

const RECEIVED = ['framesDecoded', 'framesReceived', 'framesPerSecond', 'audioLevel', 'totalAudioEnergy', 'totalSamplesReceived',
    'packetsLost', 'packetsReceived', 'bytesReceived', 'jitter', 'freezeCount', 'totalFreezesDuration', 'framesDropped', 'nackCount', 'pliCount', 'firCount',
    'retransmittedPacketsReceived', 'concealedSamples', 'silentConcealedSamples', 'concealmentEvents', 'keyFramesDecoded'];
const SENT = ['framesPerSecond', 'framesSent', 'framesEncoded', 'keyFramesEncoded', 'packetsSent', 'bytesSent',
    'retransmittedPacketsSent', 'nackCount', 'pliCount', 'firCount', 'targetBitrate'];

/** @returns {remote: [one entry per source], sent: {audio, video}, transport} */
export async function readStats(call) {
    const { session } = call;
    if (!session) {
        return { state: call.state, remote: [], sent: {}, transport: {} };
    }
    const reports = new Map(await session.connection.getStats());
    const all = [...reports.values()];
    const codec = report => reports.get(report?.codecId)?.mimeType?.split('/')[1] ?? null;
    const size = report => ({ width: report?.frameWidth ?? 0, height: report?.frameHeight ?? 0 });
    const owners = new Map(call.participants.map(participant => [participant.id, participant]));

    const remote = session.slots.map(({ mid, source }) => {
        const report = all.find(each => each.type === 'inbound-rtp' && each.mid === mid && source.ssrcs.includes(each.ssrc));
        return {
            source: source.id, endpoint: source.owner, kind: source.kind, mid,
            name: owners.get(source.owner)?.name ?? null,
            muted: owners.get(source.owner)?.muted?.[source.kind] ?? false,
            wantedHeight: source.kind === 'video' ? call.wantedHeight(source.owner) : null,
            codec: codec(report), timestamp: report?.timestamp ?? 0, ...size(report), ...pick(report, RECEIVED)
        };
    });
    const sent = Object.fromEntries(Object.entries(session.ownMids).map(([kind, mid]) => {
        const encodings = all.filter(each => each.type === 'outbound-rtp' && each.mid === mid)
            .sort((one, other) => (one.rid ?? '').localeCompare(other.rid ?? ''));
        const report = encodings.findLast(({ active, frameHeight }) => active !== false && frameHeight > 0) ?? encodings[0];
        const far = all.find(each => each.type === 'remote-inbound-rtp' && each.localId === report?.id);
        const origin = reports.get(report?.mediaSourceId);
        return [kind, {
            codec: codec(report), timestamp: report?.timestamp ?? 0, ...size(report), ...pick(report, SENT),
            bytesSent: encodings.reduce((sum, each) => sum + each.bytesSent, 0),
            encodings: encodings.map(each => ({
                ssrc: each.ssrc, rid: each.rid ?? null, active: each.active !== false, ...size(each), ...pick(each, SENT),
                scalabilityMode: each.scalabilityMode ?? null
            })),
            audioLevel: origin?.audioLevel ?? 0,
            limitedBy: report?.qualityLimitationReason ?? null,
            remotePacketsLost: far?.packetsLost ?? 0, remoteFractionLost: far?.fractionLost ?? 0,
            roundTripTime: far?.roundTripTime ?? null
        }];
    }));
    const transport = all.find(each => each.type === 'transport');
    const pair = reports.get(transport?.selectedCandidatePairId);
    return {
        state: call.state, remote, sent,
        transport: {
            srtpCipher: transport?.srtpCipher ?? null, dtlsCipher: transport?.dtlsCipher ?? null,
            dtlsState: transport?.dtlsState ?? null, iceState: session.connection.iceConnectionState,
            roundTripTime: pair?.currentRoundTripTime ?? null,
            availableOutgoingBitrate: pair?.availableOutgoingBitrate ?? null
        }
    };
}

const bits = bps => (bps === null ? '– kb/s' : bps >= 1e6 ? `${(bps / 1e6).toFixed(1)} Mb/s` : `${Math.round(bps / 1e3)} kb/s`);

const wish = height => (height === null || height === undefined ? '' : height ? ` · asked ${height}` : ' · off');

/** What of our own picture is sent: the heights of simulcast encodings, or the layers within one. */
const layers = (encodings = []) => {
    const active = encodings.filter(encoding => encoding.active && encoding.height);
    if (encodings.length < 2) {
        return active.map(({ scalabilityMode }) => scalabilityMode).filter(mode => /^L[2-9]/.test(mode));
    }
    return [active.map(({ height }) => height).join(' + ')].filter(Boolean);
};

/** Turns two readings into what a tile shows; keeps the last reading and nothing else. */
export class StatsLines {
    #last = new Map();

    /** @returns {Map<string, string[]>} lines by endpoint id, our own under `self` */
    update(stats) {
        const lines = new Map();
        const seen = new Map();
        const bitrate = (key, { timestamp }, bytes) => {
            const last = this.#last.get(key);
            seen.set(key, { timestamp, bytes });
            return last && timestamp > last.timestamp ? Math.max(0, bytes - last.bytes) * 8000 / (timestamp - last.timestamp) : null;
        };
        for (const entry of stats.remote) {
            const rate = bits(bitrate(entry.source, entry, entry.bytesReceived));
            const total = entry.packetsReceived + Math.max(0, entry.packetsLost);
            const loss = total > 0 ? (100 * Math.max(0, entry.packetsLost) / total).toFixed(1) : '0.0';
            this.#add(lines, entry.endpoint, entry, rate, entry.framesPerSecond, loss);
        }
        for (const [kind, entry] of Object.entries(stats.sent)) {
            const rate = bits(bitrate(`self-${kind}`, entry, entry.bytesSent));
            this.#add(lines, 'self', { ...entry, kind }, rate, entry.framesPerSecond, (100 * entry.remoteFractionLost).toFixed(1));
        }
        this.#last = seen;
        return lines;
    }

    #add(lines, id, { kind, width, height, codec, wantedHeight, encodings }, rate, framesPerSecond, loss) {
        const picture = kind === 'video'
            ? [`${width ? `${width}×${height} · ${Math.round(framesPerSecond)} fps` : 'no picture'}${wish(wantedHeight)}`]
            : [];
        const text = [...picture, `${codec ?? kind} · ${rate} · ${loss} % lost`, ...layers(encodings)];
        const before = lines.get(id) ?? [];
        lines.set(id, kind === 'video' ? [...text, ...before] : [...before, ...text]);
    }
}
