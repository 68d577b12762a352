/* SPDX-License-Identifier: Apache-2.0 */
/** One source as it comes in: loss, NACK, RTX restore, history, TWCC arrivals, reports. Sans-IO. */
@NullMarked
package org.hummingbridge.sfu.receive;

import org.jspecify.annotations.NullMarked;
