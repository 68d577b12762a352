/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/** Dependency descriptors of known content: our own of one layer frame at a time, and Chromium's. */
final class DescriptorVectors {
    /** Written by hand: offset 10, frame 500, 640 × 360. */
    static final String L1T2 = "8a01f481411ea89141010c09fc059c";

    static final String L1T1 = "80000180003a410180ef808680";
    static final String L1T3 = "800001800214eaa860414d141020842701df010d";
    static final String L3T3_KEY =
            "8f008581e81485214eaaaaa8000600004000100002aa80a8000600004000100002a000a800060000400016d5"
                    + "49241b5524906d54923157e001974ca864330e222396eca8655304224390eca87753013f00b3027f016704ff02cf";
    static final String L3T3_KEY_AT_0 =
            "8003ca80081485214eaaaaa8000600004000100002aa80a8000600004000100002a000a800060000400016d5"
                    + "49241b5524906d54923157e001974ca864330e222396eca8655304224390eca87753013f00b3027f016704ff02cf";
    static final String L3T3 =
            "d0013481e81485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926"
                    + "e082b04a0941b820ac1282503157f974000ca864330e222222eca8655304224230eca87753013f00b3027f016704ff02cf";
    static final String L2T2_KEY_SHIFT = "8700ed80e3061eaa82804028280514d14134518010a091889a09409fc059c13fc0b3c0";
    static final String NO_CHAINS = "8000138002044eaaaf2860414d34538a0940413fc0b3c0";

    private DescriptorVectors() {}
}
