/* SPDX-License-Identifier: Apache-2.0 */
/** What we want of the others' pictures, in the words of the bridge channel: a pure function. */

/** Who has just come is seen small until it is known how large the picture will be. */
const DEFAULT_HEIGHT = 180;

/**
 * @param wish {onStage: id of a participant or null, heights: Map of id to pixels, 0 for nothing}
 * @param sources the video sources that there are: {owner, id}
 * @returns the fields of ReceiverVideoConstraints, all of them, since one that is absent keeps what was said before
 */
export function receiverVideoConstraints({ onStage, heights }, sources) {
    const constraints = sources
        .filter(({ owner }) => heights.has(owner))
        .map(({ owner, id }) => [id, { maxHeight: heights.get(owner) }]);
    return {
        lastN: -1,
        onStageSources: sources.filter(({ owner }) => owner === onStage).map(({ id }) => id),
        selectedSources: [],
        defaultConstraints: { maxHeight: DEFAULT_HEIGHT },
        constraints: Object.fromEntries(constraints)
    };
}
