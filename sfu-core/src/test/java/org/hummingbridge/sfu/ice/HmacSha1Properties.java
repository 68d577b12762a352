/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HmacSha1Properties {
    @Property(tries = 300)
    void everyMacIsThatOfTheJdk(
            @ForAll @Size(min = 1, max = 200) final byte[] key,
            @ForAll @Size(max = 300) final byte[] first,
            @ForAll @Size(max = 300) final byte[] second)
            throws GeneralSecurityException {
        final Mac theirs = Mac.getInstance("HmacSHA1");
        theirs.init(new SecretKeySpec(key, "HmacSHA1"));
        final HmacSha1 ours = new HmacSha1(key);
        final byte[] mac = new byte[HmacSha1.BYTES];

        ours.update(first, 0, first.length);
        ours.finish(mac);
        assertThat(mac).isEqualTo(theirs.doFinal(first));

        ours.update(first, 0, first.length);
        ours.update(second, second.length / 2, second.length - second.length / 2);
        ours.finish(mac);
        theirs.update(first);
        theirs.update(second, second.length / 2, second.length - second.length / 2);
        assertThat(mac).isEqualTo(theirs.doFinal());
    }
}
