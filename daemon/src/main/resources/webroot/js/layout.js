/* SPDX-License-Identifier: Apache-2.0 */
/** The largest equal tiles that fill an area: a pure function, so that it can be tried without a page. */

/** Wider than a camera's picture wastes it. */
const WIDEST = 16 / 9;
/** Narrower than this cuts faces; on an upright screen there is no better choice. */
const NARROWEST = 1;
const NARROWEST_UPRIGHT = 0.8;
/** How much a cropped picture counts against a smaller whole one: chosen by looking, 0 would only look at the size. */
const CROP_WEIGHT = 0.2;

/** @returns {{columns: number, width: number, height: number}} in CSS pixels */
export function fit(count, areaWidth, areaHeight, gap) {
    const narrowest = areaWidth < areaHeight ? NARROWEST_UPRIGHT : NARROWEST;
    let best = { columns: 1, width: 0, height: 0 };
    let bestScore = 0;
    for (let columns = 1; columns <= Math.max(1, count); columns++) {
        const rows = Math.ceil(count / columns);
        const cellWidth = (areaWidth - gap * (columns - 1)) / columns;
        const cellHeight = (areaHeight - gap * (rows - 1)) / rows;
        const width = Math.min(cellWidth, cellHeight * WIDEST);
        const height = Math.min(cellHeight, width / narrowest);
        const score = width > 0 && height > 0 ? width * height * (width / height / WIDEST) ** CROP_WEIGHT : 0;
        if (score > bestScore) {
            best = { columns, width: Math.floor(width), height: Math.floor(height) };
            bestScore = score;
        }
    }
    return best;
}
