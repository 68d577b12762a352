/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L1T1;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L1T2;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L1T3;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L2T2_KEY_SHIFT;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L3T3;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L3T3_KEY;
import static org.hummingbridge.sfu.codec.DescriptorVectors.L3T3_KEY_AT_0;
import static org.hummingbridge.sfu.codec.DescriptorVectors.NO_CHAINS;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.codec.ModelDescriptor.Size;
import org.hummingbridge.sfu.codec.ModelDescriptor.Structure;
import org.hummingbridge.sfu.codec.ModelDescriptor.Template;
import org.junit.jupiter.api.Test;

/** AV1 RTP specification, A.8: golden layouts of structures, Chromium's among them. */
class TemplateStructureTest {
    private static final List<Size> THREE_SIZES = List.of(new Size(320, 180), new Size(640, 360), new Size(1280, 720));

    private final TestEncoding encoding = new TestEncoding(VideoCodec.AV1);

    private TemplateStructure structure(final String descriptor) {
        assertThat(encoding.read(1, "08", descriptor)).isNull();
        final TemplateStructure structure = encoding.packet.structure();
        assertThat(structure).isNotNull();
        assertThat(encoding.packet.structureAttached()).isTrue();
        return structure;
    }

    private static List<String> layout(final Structure structure) {
        return structure.templates().stream()
                .map(t -> "S%dT%d %s %s".formatted(t.spatialId(), t.temporalId(), t.indications(), t.frameDiffs()))
                .toList();
    }

    @Test
    void oneSpatialAndTwoTemporalLayers() {
        final TemplateStructure structure = structure(L1T2);

        assertThat(ModelDescriptor.of(structure))
                .isEqualTo(new Structure(
                        2,
                        List.of(
                                new Template(0, 0, "SS", List.of(), List.of(0)),
                                new Template(0, 0, "SS", List.of(2), List.of(0)),
                                new Template(0, 1, "-S", List.of(1), List.of(0))),
                        1,
                        List.of(0, 0),
                        List.of(new Size(640, 360))));
        assertThat(encoding.packet.templateOffset()).isEqualTo(10);
    }

    @Test
    void oneLayer() {
        final TemplateStructure structure = structure(L1T1);

        assertThat(ModelDescriptor.of(structure))
                .isEqualTo(new Structure(
                        1,
                        List.of(
                                new Template(0, 0, "S", List.of(), List.of(0)),
                                new Template(0, 0, "S", List.of(1), List.of(0))),
                        1,
                        List.of(0),
                        List.of(new Size(480, 270))));
    }

    @Test
    void oneSpatialAndThreeTemporalLayers() {
        final TemplateStructure structure = structure(L1T3);

        assertThat(ModelDescriptor.of(structure).templates())
                .isEqualTo(List.of(
                        new Template(0, 0, "SSS", List.of(), List.of(0)),
                        new Template(0, 0, "SSS", List.of(4), List.of(0)),
                        new Template(0, 1, "-DS", List.of(2), List.of(0)),
                        new Template(0, 2, "--D", List.of(1), List.of(0)),
                        new Template(0, 2, "--D", List.of(1), List.of(0))));
        assertThat(structure.width(0)).isEqualTo(480);
        assertThat(structure.height(0)).isEqualTo(270);
        assertThat(structure.temporalLayers()).isEqualTo(3);
        assertThat(structure.spatialLayers()).isEqualTo(1);
        assertThat(structure.targetLayer(1)).isEqualTo(LayerId.of(0, 0, 1));
    }

    @Test
    void threeSpatialLayersThatDependOnEachOtherInKeyFramesOnly() {
        final Structure structure = ModelDescriptor.of(structure(L3T3_KEY));

        assertThat(structure.targets()).isEqualTo(9);
        assertThat(structure.chains()).isEqualTo(3);
        assertThat(structure.sizes()).isEqualTo(THREE_SIZES);
        assertThat(layout(structure))
                .containsExactly(
                        "S0T0 SSSSSSSSS []",
                        "S0T0 SSS------ [12]",
                        "S0T1 -DS------ [6]",
                        "S0T2 --D------ [3]",
                        "S0T2 --D------ [3]",
                        "S1T0 ---SSSSSS [1]",
                        "S1T0 ---SSS--- [12]",
                        "S1T1 ----DS--- [6]",
                        "S1T2 -----D--- [3]",
                        "S1T2 -----D--- [3]",
                        "S2T0 ------SSS [1]",
                        "S2T0 ------SSS [12]",
                        "S2T1 -------DS [6]",
                        "S2T2 --------D [3]",
                        "S2T2 --------D [3]");
        assertThat(encoding.packet.templateOffset()).isEqualTo(15);
        assertThat(encoding.packet.frameId()).isEqualTo(133);
    }

    @Test
    void threeSpatialLayersThatAlwaysDependOnEachOther() {
        final Structure structure = ModelDescriptor.of(structure(L3T3));

        assertThat(structure.targets()).isEqualTo(9);
        assertThat(structure.chains()).isEqualTo(3);
        assertThat(structure.sizes()).isEqualTo(THREE_SIZES);
        assertThat(layout(structure))
                .containsExactly(
                        "S0T0 SSSRRRRRR [12]",
                        "S0T0 SSSSSSSSS []",
                        "S0T1 -DS-RR-RR [6]",
                        "S0T2 --D--R--R [3]",
                        "S0T2 --D--R--R [3]",
                        "S1T0 ---SSSRRR [12, 1]",
                        "S1T0 ---SSSSSS [1]",
                        "S1T1 ----DS-RR [6, 1]",
                        "S1T2 -----D--R [3, 1]",
                        "S1T2 -----D--R [3, 1]",
                        "S2T0 ------SSS [12, 1]",
                        "S2T0 ------SSS [1]",
                        "S2T1 -------DS [6, 1]",
                        "S2T2 --------D [3, 1]",
                        "S2T2 --------D [3, 1]");
    }

    @Test
    void spatialLayersWhoseTemporalPatternsAreShifted() {
        final Structure structure = ModelDescriptor.of(structure(L2T2_KEY_SHIFT));

        assertThat(structure.targets()).isEqualTo(4);
        assertThat(structure.chains()).isEqualTo(2);
        assertThat(structure.templates()).hasSize(7);
        assertThat(structure.sizes()).containsExactly(new Size(640, 360), new Size(1280, 720));
        assertThat(encoding.packet.templateOffset()).isEqualTo(7);
        assertThat(encoding.packet.frameId()).isEqualTo(237);
    }

    @Test
    void aStructureMayHaveNoChains() {
        final TemplateStructure structure = structure(NO_CHAINS);

        assertThat(structure.targetCount()).isEqualTo(3);
        assertThat(structure.chainCount()).isZero();
        assertThat(structure.templateCount()).isEqualTo(7);
        assertThat(structure.height(0)).isEqualTo(720);
        assertThat(encoding.packet.frameId()).isEqualTo(19);
    }

    @Test
    void targetsAreNamedByTheirHighestLayer() {
        final TemplateStructure structure = structure(L3T3_KEY);

        for (int target = 0; target < 9; target++) {
            assertThat(structure.targetLayer(target)).isEqualTo(LayerId.of(0, target / 3, target % 3));
        }
    }

    @Test
    void temporalLayersAreTakenUpWithoutAKeyFrame() {
        final TemplateStructure structure = structure(L1T3);

        assertThat(structure.canSwitchWithoutKeyframe(0, 2)).isTrue();
        assertThat(structure.canSwitchWithoutKeyframe(2, 0)).isTrue();
    }

    @Test
    void spatialLayersThatDependOnEachOtherInKeyFramesOnlyNeedOne() {
        final TemplateStructure structure = structure(L3T3_KEY);

        assertThat(structure.canSwitchWithoutKeyframe(0, 3)).isFalse();
        assertThat(structure.canSwitchWithoutKeyframe(3, 0)).isFalse();
        assertThat(structure.canSwitchWithoutKeyframe(5, 3)).isTrue();
    }

    @Test
    void spatialLayersThatAlwaysDependOnEachOtherAreGivenUpWithoutOne() {
        final TemplateStructure structure = structure(L3T3);

        assertThat(structure.canSwitchWithoutKeyframe(0, 3)).isFalse();
        assertThat(structure.canSwitchWithoutKeyframe(3, 0)).isTrue();
    }

    @Test
    void theActiveMaskNamesWhatIsWholeWithinATarget() {
        final TemplateStructure independent = structure(L3T3_KEY);
        assertThat(independent.activeMaskFor(3)).isEqualTo(0b000001000);
        assertThat(independent.activeMaskFor(5)).isEqualTo(0b000111000);

        final TemplateStructure nested = structure(L1T3);
        assertThat(nested.activeMaskFor(0)).isEqualTo(0b001);
        assertThat(nested.activeMaskFor(2)).isEqualTo(0b111);

        assertThat(structure(L3T3).activeMaskFor(5)).isEqualTo(0b000111111);
    }

    @Test
    void theSameStructureAtAnotherOffsetIsTheSameObject() {
        final TemplateStructure first = structure(L3T3_KEY);

        final TemplateStructure second = structure(L3T3_KEY_AT_0);

        assertThat(second).isSameAs(first);
        assertThat(encoding.packet.templateOffset()).isZero();
        assertThat(structure(L3T3)).isNotSameAs(first);
    }

    @Test
    void templatesAndLayersBeyondTheirNumbersCostThePacket() {
        assertThat(accepts(layers(TemplateStructure.MAX_TEMPLATES, i -> 0, i -> 0)))
                .isTrue();
        assertThat(accepts(layers(TemplateStructure.MAX_TEMPLATES + 1, i -> 0, i -> 0)))
                .isFalse();
        assertThat(accepts(layers(LayerId.MAX_TEMPORAL, i -> 0, i -> i))).isTrue();
        assertThat(accepts(layers(LayerId.MAX_TEMPORAL + 1, i -> 0, i -> i))).isFalse();
        assertThat(accepts(layers(LayerId.MAX_SPATIAL, i -> i, i -> 0))).isTrue();
        assertThat(accepts(layers(LayerId.MAX_SPATIAL + 1, i -> i, i -> 0))).isFalse();
    }

    private boolean accepts(final Structure structure) {
        final ModelDescriptor key = new ModelDescriptor(true, true, 0, 1, structure, 0, null, null, null, null);
        return encoding.read(TestEncoding.rtp(1, new byte[] {8}, key.write(structure)), VideoCodec.AV1) == null;
    }

    private static Structure layers(final int count, final IntUnaryOperator spatial, final IntUnaryOperator temporal) {
        final List<Template> templates = IntStream.range(0, count)
                .mapToObj(i -> new Template(spatial.applyAsInt(i), temporal.applyAsInt(i), "S", List.of(), List.of()))
                .toList();
        return new Structure(1, templates, 0, List.of(), List.of());
    }
}
