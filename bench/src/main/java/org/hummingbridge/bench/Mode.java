/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import org.hummingbridge.bench.report.Report;

/** One way of measuring a bridge, from its start to its end. */
interface Mode {
    Report run() throws IOException, InterruptedException;
}
