/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dependency descriptor as the AV1 RTP specification (appendix A) describes it, with its own writer. Indications are letters:
 * '-' not present, 'D' discardable, 'S' switch, 'R' required.
 */
record ModelDescriptor(
        boolean start,
        boolean end,
        int templateId,
        int frameNumber,
        @Nullable Structure structure,
        int templateOffset,
        @Nullable Integer activeTargets,
        @Nullable String customIndications,
        @Nullable List<Integer> customFrameDiffs,
        @Nullable List<Integer> customChainDiffs) {

    static final String INDICATIONS = "-DSR";

    record Template(
            int spatialId, int temporalId, String indications, List<Integer> frameDiffs, List<Integer> chainDiffs) {
        private Template asRead() {
            final List<Integer> unknown = Collections.nCopies(chainDiffs.size(), 0);
            return new Template(spatialId, temporalId, indications, frameDiffs, unknown);
        }
    }

    record Size(int width, int height) {}

    /** @param protectedBy a chain per target; empty without chains */
    record Structure(int targets, List<Template> templates, int chains, List<Integer> protectedBy, List<Size> sizes) {
        /** With zeros for what chains hold, which readers step over. */
        Structure asRead() {
            final List<Integer> unknown = Collections.nCopies(protectedBy.size(), 0);
            return new Structure(
                    targets, templates.stream().map(Template::asRead).toList(), chains, unknown, sizes);
        }

        int allTargets() {
            return (int) ((1L << targets) - 1);
        }

        boolean canSwitch(final int from, final int to) {
            return templates.stream()
                    .anyMatch(t -> t.indications.charAt(from) != '-'
                            && t.indications.charAt(to) == 'S'
                            && t.frameDiffs.stream().anyMatch(diff -> diff > t.spatialId));
        }

        int activeMaskFor(final int target) {
            int mask = 0;
            for (int other = 0; other < targets; other++) {
                final int i = other;
                final boolean contained = templates.stream()
                        .noneMatch(t -> t.indications.charAt(i) != '-' && t.indications.charAt(target) == '-');
                mask |= (contained ? 1 : 0) << other;
            }
            return mask;
        }

        int targetLayer(final int target) {
            return templates.stream()
                    .filter(t -> t.indications.charAt(target) != '-')
                    .mapToInt(t -> LayerId.of(0, t.spatialId, t.temporalId))
                    .max()
                    .orElse(0);
        }
    }

    ModelDescriptor withActiveTargets(final @Nullable Integer mask) {
        return new ModelDescriptor(
                start,
                end,
                templateId,
                frameNumber,
                structure,
                templateOffset,
                mask,
                customIndications,
                customFrameDiffs,
                customChainDiffs);
    }

    ModelDescriptor moved(final int templates, final int frames) {
        return new ModelDescriptor(
                start,
                end,
                templateId + templates & 63,
                frameNumber + frames & 0xffff,
                structure,
                templateOffset + templates & 63,
                activeTargets,
                customIndications,
                customFrameDiffs,
                customChainDiffs);
    }

    /** @param inForce the structure that the mask and the custom parts are for */
    byte[] write(final Structure inForce) {
        final BitWriter out =
                new BitWriter().flag(start).flag(end).put(templateId, 6).put(frameNumber, 16);
        if (structure == null
                && activeTargets == null
                && customIndications == null
                && customFrameDiffs == null
                && customChainDiffs == null) {
            return out.toBytes();
        }
        out.flag(structure != null)
                .flag(activeTargets != null)
                .flag(customIndications != null)
                .flag(customFrameDiffs != null)
                .flag(customChainDiffs != null);
        if (structure != null) {
            write(out.put(templateOffset, 6), structure);
        }
        if (activeTargets != null) {
            out.put(activeTargets, inForce.targets);
        }
        if (customIndications != null) {
            indications(out, customIndications);
        }
        if (customFrameDiffs != null) {
            for (final int diff : customFrameDiffs) {
                final int size = diff <= 16 ? 1 : diff <= 256 ? 2 : 3;
                out.put(size, 2).put(diff - 1, 4 * size);
            }
            out.put(0, 2);
        }
        if (customChainDiffs != null) {
            customChainDiffs.forEach(diff -> out.put(diff, 8));
        }
        return out.toBytes();
    }

    private static void write(final BitWriter out, final Structure structure) {
        out.put(structure.targets - 1, 5);
        for (int i = 1; i < structure.templates.size(); i++) {
            final Template last = structure.templates.get(i - 1);
            final Template next = structure.templates.get(i);
            out.put(next.spatialId > last.spatialId ? 2 : next.temporalId > last.temporalId ? 1 : 0, 2);
        }
        out.put(3, 2);
        structure.templates.forEach(t -> indications(out, t.indications));
        for (final Template template : structure.templates) {
            template.frameDiffs.forEach(diff -> out.put(1, 1).put(diff - 1, 4));
            out.put(0, 1);
        }
        out.below(structure.chains, structure.targets + 1);
        if (structure.chains > 0) {
            structure.protectedBy.forEach(chain -> out.below(chain, structure.chains));
            structure.templates.forEach(t -> t.chainDiffs.forEach(diff -> out.put(diff, 4)));
        }
        out.flag(!structure.sizes.isEmpty());
        structure.sizes.forEach(s -> out.put(s.width - 1, 16).put(s.height - 1, 16));
    }

    private static void indications(final BitWriter out, final String letters) {
        letters.chars().forEach(letter -> out.put(INDICATIONS.indexOf(letter), 2));
    }

    /** What a reader made of a structure, in this form: {@link Structure#asRead}. */
    static Structure of(final TemplateStructure structure) {
        final List<Template> templates = new ArrayList<>();
        for (int i = 0; i < structure.templateCount(); i++) {
            final List<Integer> frameDiffs = new ArrayList<>();
            for (int d = 0; d < structure.frameDiffCount(i); d++) {
                frameDiffs.add(structure.frameDiff(i, d));
            }
            final List<Integer> chainDiffs = Collections.nCopies(structure.chainCount(), 0);
            final String letters = letters(
                    structure.targetCount(),
                    structure.presentTargets(i),
                    structure.switchTargets(i),
                    structure.requiredTargets(i));
            templates.add(
                    new Template(structure.spatialId(i), structure.temporalId(i), letters, frameDiffs, chainDiffs));
        }
        final List<Integer> protectedBy =
                Collections.nCopies(structure.chainCount() > 0 ? structure.targetCount() : 0, 0);
        final List<Size> sizes = new ArrayList<>();
        for (int i = 0; structure.width(0) > 0 && i < structure.spatialLayers(); i++) {
            sizes.add(new Size(structure.width(i), structure.height(i)));
        }
        return new Structure(structure.targetCount(), templates, structure.chainCount(), protectedBy, sizes);
    }

    static String letters(final int targets, final int present, final int switching, final int required) {
        final StringBuilder letters = new StringBuilder();
        for (int i = 0; i < targets; i++) {
            final int bit = 1 << i;
            letters.append(
                    (present & bit) == 0 ? '-' : (switching & bit) != 0 ? 'S' : (required & bit) != 0 ? 'R' : 'D');
        }
        return letters.toString();
    }
}
