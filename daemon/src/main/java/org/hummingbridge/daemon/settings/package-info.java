/* SPDX-License-Identifier: Apache-2.0 */
/** Configuration files and options, turned into typed settings or one sentence that says what is wrong with them. */
@NullMarked
package org.hummingbridge.daemon.settings;

import org.jspecify.annotations.NullMarked;
