/* SPDX-License-Identifier: Apache-2.0 */
/** Where tiles lie in an area: pure functions, so that they can be tried without a page. Everything in CSS pixels. */

/** Wider than a camera's picture wastes it. */
const WIDEST = 16 / 9;
/** Narrower than this cuts faces; on an upright screen there is no better choice. */
const NARROWEST = 1;
const NARROWEST_UPRIGHT = 0.8;
const NARROWEST_BESIDE_STAGE = 4 / 3;
/** How much a cropped picture counts against a smaller whole one: chosen by looking, 0 would only look at the size. */
const CROP_WEIGHT = 0.2;
/** The strip beside or below the stage: its share of the area, and its bounds. */
const STRIP_SHARE = 0.2;
const STRIP_PIXELS = { least: 96, most: 220 };
/** More faces than this beside the stage are too small to be worth their bandwidth. */
const MAX_STRIP_TILES = 12;

/** The largest equal tiles that fill an area. */
function fit(count, areaWidth, areaHeight, gap, narrowest) {
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

/** Equal tiles in centred rows. @returns one {left, top, width, height} per tile */
export function grid(count, area, gap, narrowest = area.width < area.height ? NARROWEST_UPRIGHT : NARROWEST) {
    const { columns, width, height } = fit(count, area.width, area.height, gap, narrowest);
    const rows = Math.ceil(count / columns);
    const top = area.top + (area.height - rows * height - (rows - 1) * gap) / 2;
    return Array.from({ length: count }, (_, index) => {
        const row = Math.floor(index / columns);
        const inRow = Math.min(columns, count - row * columns);
        const left = area.left + (area.width - inRow * width - (inRow - 1) * gap) / 2;
        return {
            left: Math.round(left + (index % columns) * (width + gap)), top: Math.round(top + row * (height + gap)), width, height
        };
    });
}

/** The first tile large, the others in a strip on the right, or below on an upright screen; null for those that find no room. */
export function speaker(count, area, gap) {
    if (count < 2) {
        return grid(count, area, gap);
    }
    const isUpright = area.width < area.height;
    const across = isUpright ? area.height : area.width;
    const strip = Math.max(STRIP_PIXELS.least, Math.min(STRIP_PIXELS.most, across * STRIP_SHARE));
    const rest = across - strip - gap;
    const shown = Math.min(count - 1, MAX_STRIP_TILES);
    const [stage, side] = isUpright
        ? [{ ...area, height: rest }, { ...area, top: area.top + rest + gap, height: strip }]
        : [{ ...area, width: rest }, { ...area, left: area.left + rest + gap, width: strip }];
    return [stage, ...grid(shown, side, gap, NARROWEST_BESIDE_STAGE), ...Array(count - 1 - shown).fill(null)].map(rectangle => rectangle && rounded(rectangle));
}

const rounded = ({ left, top, width, height }) =>
    ({ left: Math.round(left), top: Math.round(top), width: Math.floor(width), height: Math.floor(height) });
