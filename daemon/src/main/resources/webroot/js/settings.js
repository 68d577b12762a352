/* SPDX-License-Identifier: Apache-2.0 */
/** What the address of the page asks for, each value checked and within its bounds. */

const query = new URLSearchParams(location.search);

const number = (key, low, high, fallback) => {
    const value = Number.parseInt(query.get(key) ?? '', 10);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : fallback;
};

/** Room names are what the server accepts: letters, digits, dot, dash and underscore, at most 64. */
export const roomName = text =>
    (text ?? '').trim().toLowerCase().replace(/\s+/g, '-').replace(/[^a-z0-9._-]/g, '').slice(0, 64);

const isFake = query.get('fake') === '1';

export const settings = Object.freeze({
    room: roomName(query.get('room')) || 'lobby',
    name: (query.get('name') ?? '').trim().slice(0, 64),
    fake: isFake,
    autojoin: query.get('autojoin') === '1',
    codec: (query.get('codec') ?? '').toLowerCase(),
    heightPixels: number('height', 90, 1080, 720),
    // A generated picture is drawn, sent in three sizes and looked at on the same machine.
    framesPerSecond: number('fps', 5, 60, isFake ? 20 : 30),
    startKbps: number('start', 0, 10_000, 0),
    speakerView: query.get('view') === 'speaker',
    capBps: number('kbps', 50, 10_000, 10_000) * 1_000
});

/** The address that brings somebody else into the same room. */
export const inviteUrl = room => {
    const url = new URL(location.pathname, location.origin);
    url.searchParams.set('room', room);
    return url.href;
};
