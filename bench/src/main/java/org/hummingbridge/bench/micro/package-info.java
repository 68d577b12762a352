/* SPDX-License-Identifier: Apache-2.0 */
/** What pieces of the media path cost, measured by JMH. Run {@code java -cp … org.openjdk.jmh.Main -prof gc}. */
@NullMarked
package org.hummingbridge.bench.micro;

import org.jspecify.annotations.NullMarked;
