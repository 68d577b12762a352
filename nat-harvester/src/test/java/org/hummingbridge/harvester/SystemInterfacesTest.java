/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.junit.jupiter.api.Test;

class SystemInterfacesTest {
    @Test
    void theLoopbackInterfaceOfThisMachineIsSeen() throws SocketException {
        assertThat(SystemInterfaces.read()).anySatisfy(each -> {
            assertThat(each.up()).isTrue();
            assertThat(each.addresses()).anyMatch(address -> address.isLoopbackAddress());
        });
    }
}
