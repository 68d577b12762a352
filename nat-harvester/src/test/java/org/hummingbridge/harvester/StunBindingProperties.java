/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class StunBindingProperties {
    private static final byte[] ID = new byte[StunBinding.TRANSACTION_ID_BYTES];
    private static final byte[] SUCCESS = HexFormat.of().parseHex("01010000" + "2112a442" + "00".repeat(12));

    private final StunBinding binding = new StunBinding(ID);

    @Property
    void anyBytesGiveAResult(@ForAll @Size(max = 200) final byte[] bytes) {
        assertThatCode(() -> binding.mapped(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
    }

    @Property
    void anyAttributesGiveAResult(@ForAll @Size(max = 200) final byte[] attributes) {
        final ByteBuffer message = ByteBuffer.allocate(SUCCESS.length + attributes.length)
                .put(SUCCESS)
                .put(attributes)
                .putShort(2, (short) attributes.length)
                .flip();

        assertThatCode(() -> binding.mapped(message)).doesNotThrowAnyException();
    }
}
