/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hummingbridge.sfu.codec.ModelDescriptor.Size;
import org.hummingbridge.sfu.codec.ModelDescriptor.Structure;
import org.hummingbridge.sfu.codec.ModelDescriptor.Template;

/** Any structures within the limits, and any descriptors that go with them. */
final class AnyDescriptor {
    private static final int MAX_GENERATED_TEMPLATES = 20;

    /** A structure, the key frame that brings it, and a later frame. */
    record Scene(Structure structure, ModelDescriptor key, ModelDescriptor later) {}

    private AnyDescriptor() {}

    static Arbitrary<Scene> scenes() {
        return structures()
                .flatMap(structure -> Combinators.combine(
                                descriptors(structure),
                                descriptors(structure),
                                Arbitraries.integers().between(0, 63))
                        .as((key, later, offset) -> new Scene(
                                structure,
                                placed(key, structure, offset, true),
                                placed(later, structure, offset, false))));
    }

    static Arbitrary<Structure> structures() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, TemplateStructure.MAX_TARGETS),
                        Arbitraries.integers().between(0, 2).list().ofMaxSize(MAX_GENERATED_TEMPLATES - 1))
                .as(AnyDescriptor::layersOf)
                .flatMap(AnyDescriptor::structures);
    }

    private record Layers(int targets, List<Integer> ids) {}

    private static Layers layersOf(final int targets, final List<Integer> steps) {
        final List<Integer> ids = new ArrayList<>(List.of(0));
        for (final int step : steps) {
            final int last = ids.getLast();
            final int spatial = LayerId.spatialId(last);
            final int temporal = LayerId.temporalId(last);
            if (step == 2 && spatial < LayerId.MAX_SPATIAL - 1) {
                ids.add(LayerId.of(0, spatial + 1, 0));
            } else if (step == 1 && temporal < LayerId.MAX_TEMPORAL - 1) {
                ids.add(LayerId.of(0, spatial, temporal + 1));
            } else {
                ids.add(last);
            }
        }
        return new Layers(targets, ids);
    }

    private static Arbitrary<Structure> structures(final Layers layers) {
        final int targets = layers.targets;
        final int spatialLayers = LayerId.spatialId(layers.ids.getLast()) + 1;
        final Arbitrary<List<Size>> sizes = Combinators.combine(
                        Arbitraries.integers().between(1, 65_536),
                        Arbitraries.integers().between(1, 65_536))
                .as(Size::new)
                .list()
                .ofSize(spatialLayers);
        return Arbitraries.integers()
                .between(0, targets)
                .flatMap(chains -> Combinators.combine(
                                templates(layers, chains),
                                chains == 0
                                        ? Arbitraries.just(List.<Integer>of())
                                        : Arbitraries.integers()
                                                .between(0, chains - 1)
                                                .list()
                                                .ofSize(targets),
                                Arbitraries.oneOf(Arbitraries.just(List.<Size>of()), sizes))
                        .as((templates, protectedBy, s) -> new Structure(targets, templates, chains, protectedBy, s)));
    }

    private static Arbitrary<List<Template>> templates(final Layers layers, final int chains) {
        final Arbitrary<List<Integer>> frameDiffs =
                Arbitraries.integers().between(1, 16).list().ofMaxSize(VideoPacket.MAX_FRAME_DIFFS);
        final Arbitrary<List<Integer>> chainDiffs =
                Arbitraries.integers().between(0, 15).list().ofSize(chains);
        final Arbitrary<Template> content = Combinators.combine(indications(layers.targets), frameDiffs, chainDiffs)
                .as((letters, frames, diffs) -> new Template(0, 0, letters, frames, diffs));
        return content.list().ofSize(layers.ids.size()).map(contents -> {
            final List<Template> templates = new ArrayList<>();
            for (int i = 0; i < contents.size(); i++) {
                final int layer = layers.ids.get(i);
                final Template c = contents.get(i);
                templates.add(new Template(
                        LayerId.spatialId(layer),
                        LayerId.temporalId(layer),
                        c.indications(),
                        c.frameDiffs(),
                        c.chainDiffs()));
            }
            return templates;
        });
    }

    private static Arbitrary<String> indications(final int targets) {
        return Arbitraries.strings()
                .withChars(ModelDescriptor.INDICATIONS.toCharArray())
                .ofLength(targets);
    }

    /** With template ids counted from 0. */
    private static Arbitrary<ModelDescriptor> descriptors(final Structure structure) {
        final Arbitrary<Integer> masks = Arbitraries.integers()
                .map(mask -> mask & structure.allTargets())
                .injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, structure.templates().size() - 1),
                        Arbitraries.integers().between(0, 65_535),
                        masks,
                        indications(structure.targets()).injectNull(0.7),
                        Arbitraries.integers()
                                .between(1, 4096)
                                .list()
                                .ofMaxSize(VideoPacket.MAX_FRAME_DIFFS)
                                .injectNull(0.7),
                        Arbitraries.integers()
                                .between(0, 255)
                                .list()
                                .ofSize(structure.chains())
                                .injectNull(0.7))
                .as((start, end, template, frame, mask, letters, frames, chains) ->
                        new ModelDescriptor(start, end, template, frame, null, 0, mask, letters, frames, chains));
    }

    private static ModelDescriptor placed(
            final ModelDescriptor of, final Structure structure, final int offset, final boolean key) {
        return new ModelDescriptor(
                of.start(),
                of.end(),
                (of.templateId() + offset) & 63,
                of.frameNumber(),
                key ? structure : null,
                offset,
                of.activeTargets(),
                of.customIndications(),
                of.customFrameDiffs(),
                of.customChainDiffs());
    }
}
