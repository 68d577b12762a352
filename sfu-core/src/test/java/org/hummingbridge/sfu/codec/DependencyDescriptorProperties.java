/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hummingbridge.sfu.codec.AnyDescriptor.Scene;
import org.hummingbridge.sfu.codec.ModelDescriptor.Structure;
import org.hummingbridge.sfu.codec.ModelDescriptor.Template;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** AV1 RTP specification, A.8, against a writer of our own. */
class DependencyDescriptorProperties {
    private static final byte UNTOUCHED = 0x5a;
    private static final int OFFSET = 3;

    private final DependencyDescriptorReader reader = new DependencyDescriptorReader();
    private final VideoPacket packet = new VideoPacket();

    @Provide
    static Arbitrary<Scene> scenes() {
        return AnyDescriptor.scenes();
    }

    private @Nullable DropReason read(final byte[] descriptor, final int sequence) {
        final byte[] bytes = new byte[OFFSET + descriptor.length + 2];
        Arrays.fill(bytes, UNTOUCHED);
        System.arraycopy(descriptor, 0, bytes, OFFSET, descriptor.length);
        packet.clear();
        return reader.read(bytes, OFFSET, descriptor.length, sequence, VideoCodec.AV1, packet);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("scenes") final Scene scene) {
        assertThat(read(scene.key().write(scene.structure()), 1)).isNull();
        assertTells(scene.key(), scene.structure(), scene.structure().allTargets());
        final TemplateStructure structure = packet.structure();
        final int inForce = packet.activeTargets();

        assertThat(read(scene.later().write(scene.structure()), 2)).isNull();
        assertTells(scene.later(), scene.structure(), inForce);
        assertThat(packet.structure()).isSameAs(structure);
    }

    private void assertTells(final ModelDescriptor descriptor, final Structure structure, final int activeTargets) {
        final Template template =
                structure.templates().get((descriptor.templateId() - descriptor.templateOffset()) & 63);
        final Integer mask = descriptor.activeTargets();
        final String letters = descriptor.customIndications();
        final List<Integer> diffs = descriptor.customFrameDiffs();
        assertThat(ModelDescriptor.of(packet.structure())).isEqualTo(structure.asRead());
        assertThat(packet.start()).isEqualTo(descriptor.start());
        assertThat(packet.end()).isEqualTo(descriptor.end());
        assertThat(packet.frameId()).isEqualTo(descriptor.frameNumber());
        assertThat(packet.templateOffset()).isEqualTo(descriptor.templateOffset());
        assertThat(packet.structureAttached()).isEqualTo(descriptor.structure() != null);
        assertThat(packet.keyframe()).isEqualTo(descriptor.structure() != null && descriptor.start());
        assertThat(packet.spatialId()).isEqualTo(template.spatialId());
        assertThat(packet.temporalId()).isEqualTo(template.temporalId());
        assertThat(packet.activeTargetsAttached()).isEqualTo(mask != null);
        assertThat(packet.activeTargets()).isEqualTo(mask == null ? activeTargets : mask);
        assertThat(ModelDescriptor.letters(
                        structure.targets(), packet.presentTargets(), packet.switchTargets(), packet.requiredTargets()))
                .isEqualTo(letters == null ? template.indications() : letters);
        final List<Integer> read = new ArrayList<>();
        for (int i = 0; i < packet.frameDiffCount(); i++) {
            read.add(packet.frameDiff(i));
        }
        assertThat(read).isEqualTo(diffs == null ? template.frameDiffs() : diffs);
    }

    @Property(tries = 300)
    void targetsAreDerivedFromTemplates(@ForAll("scenes") final Scene scene) {
        final Structure model = scene.structure();
        read(scene.key().write(model), 1);
        final TemplateStructure structure = packet.structure();
        assertThat(structure).isNotNull();

        for (int target = 0; target < model.targets(); target++) {
            assertThat(structure.targetLayer(target)).isEqualTo(model.targetLayer(target));
            assertThat(structure.activeMaskFor(target)).isEqualTo(model.activeMaskFor(target));
            for (int to = 0; to < model.targets(); to++) {
                assertThat(structure.canSwitchWithoutKeyframe(target, to)).isEqualTo(model.canSwitch(target, to));
            }
        }
    }

    @Property(tries = 300)
    void movingTemplatesAndFramesIsTheSameAsWritingItSo(
            @ForAll("scenes") final Scene scene,
            @ForAll @IntRange(min = -64, max = 64) final int templates,
            @ForAll @IntRange(min = -65_536, max = 65_536) final int frames) {
        for (final ModelDescriptor descriptor : List.of(scene.key(), scene.later())) {
            final byte[] written = descriptor.write(scene.structure());
            final byte[] bytes = surrounded(written);

            DependencyDescriptor.moveTemplates(bytes, OFFSET, written.length, templates);
            DependencyDescriptor.frameNumber(bytes, OFFSET, descriptor.frameNumber() + frames);

            assertThat(bytes)
                    .isEqualTo(surrounded(descriptor.moved(templates, frames).write(scene.structure())));
        }
    }

    @Property(tries = 300)
    void anotherMaskIsTheSameAsWritingItSo(@ForAll("scenes") final Scene scene, @ForAll final int anyMask) {
        final Structure model = scene.structure();
        read(scene.key().write(model), 1);
        final TemplateStructure structure = packet.structure();
        assertThat(structure).isNotNull();
        final int mask = anyMask & model.allTargets();
        for (final ModelDescriptor descriptor : List.of(scene.key(), scene.later())) {
            final byte[] in = surrounded(descriptor.write(model));
            final int length = in.length - 2 * OFFSET;
            final boolean implied = mask == model.allTargets() && descriptor.structure() != null;

            assertCopy(
                    descriptor.withActiveTargets(implied ? null : mask).write(model),
                    (out, end) -> DependencyDescriptorWriter.withActiveTargets(
                            in, OFFSET, length, structure, mask, out, OFFSET, end));
            assertThat(in).isEqualTo(surrounded(descriptor.write(model)));
        }
    }

    private interface Copy {
        int write(byte[] out, int end);
    }

    /** The same bytes, nothing around them touched, and nothing at all if there is one byte too few. */
    private static void assertCopy(final byte[] expected, final Copy copy) {
        final byte[] out = new byte[expected.length + 2 * OFFSET];
        Arrays.fill(out, UNTOUCHED);
        final byte[] untouched = out.clone();

        assertThat(copy.write(out, OFFSET + expected.length - 1)).isEqualTo(DependencyDescriptorWriter.NO_SPACE);
        assertThat(out).isEqualTo(untouched);
        assertThat(copy.write(out, OFFSET + expected.length)).isEqualTo(expected.length);
        assertThat(out).isEqualTo(surrounded(expected));
    }

    private static byte[] surrounded(final byte[] content) {
        final byte[] bytes = new byte[content.length + 2 * OFFSET];
        Arrays.fill(bytes, UNTOUCHED);
        System.arraycopy(content, 0, bytes, OFFSET, content.length);
        return bytes;
    }
}
