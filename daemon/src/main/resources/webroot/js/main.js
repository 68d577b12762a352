/* SPDX-License-Identifier: Apache-2.0 */
/** Leads from the join screen into the call and back. */

import { Call } from './call.js';
import { CallView } from './callview.js';
import { JoinScreen } from './join.js';
import { settings } from './settings.js';
import { readStats } from './stats.js';

const screen = id => document.querySelector(id);
let wish = settings;

/** For tests and for the curious: numbers of the running call. */
window.hummingbridge = { call: null, stats: async () => (window.hummingbridge.call ? readStats(window.hummingbridge.call) : null) };

const rememberRoom = room => {
    const url = new URL(location.href);
    url.searchParams.set('room', room);
    history.replaceState(null, '', url);
};

for (;;) {
    const me = await new JoinScreen(screen('#join'), wish).ask();
    wish = { ...settings, autojoin: false, name: me.name, room: me.room, fake: me.media.isFake };
    rememberRoom(me.room);
    document.title = `${me.room} · Hummingbridge`;
    const call = new Call({ settings, roomName: me.room, name: me.name, local: me.media });
    window.hummingbridge.call = call;
    const view = new CallView(screen('#call'), call, { ...me, speakerView: settings.speakerView });
    const left = view.show();
    call.stay();
    await left;
    call.leave();
    view.hide();
    me.media.stop();
    document.title = 'Hummingbridge';
}
