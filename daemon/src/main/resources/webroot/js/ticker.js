/* SPDX-License-Identifier: Apache-2.0 */
/** A worker that ticks: browsers slow down the timers of pages that are not in front, and those of workers they do not. */

let timer = 0;

onmessage = ({ data: intervalMillis }) => {
    clearInterval(timer);
    timer = setInterval(() => postMessage(0), intervalMillis);
};
