/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                                                               | TEXT
            application/json                                                         | JSON
            application/openmetrics-text                                             | OPEN_METRICS
            application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5 | OPEN_METRICS
            text/plain;q=0.5, application/json;q=0.9                                 | JSON
            text/html, text/*;q=0.3                                                  | TEXT
            application/*                                                            | OPEN_METRICS
            application/json;q=0, text/plain;q=0.1                                   | TEXT
            APPLICATION/JSON                                                         | JSON
            application/vnd.google.protobuf;q=0.9, */*;q=0.1                         | TEXT
            application/json;q=many, */*;q=0.1                                       | TEXT
            """)
    void theOneThatWeighsMostIsTaken(final String accept, final MetricsFormat format) {
        assertThat(MetricsFormat.preferred(accept, MetricsFormat.TEXT)).contains(format);
    }

    @Test
    void whoeverDoesNotSayTakesAnything() {
        assertThat(MetricsFormat.preferred(null, MetricsFormat.OPEN_METRICS)).contains(MetricsFormat.OPEN_METRICS);
        assertThat(MetricsFormat.preferred("*/*", MetricsFormat.OPEN_METRICS)).contains(MetricsFormat.OPEN_METRICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/plain;q=0", ",;q=,", "application/json;q=-1"})
    void whoeverTakesNothingGetsNothing(final String accept) {
        assertThat(MetricsFormat.preferred(accept, MetricsFormat.TEXT)).isEmpty();
    }
}
