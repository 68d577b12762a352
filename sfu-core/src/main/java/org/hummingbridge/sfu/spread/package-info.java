/* SPDX-License-Identifier: Apache-2.0 */
/**
 * More than one loop for one conference, and conferences over loops. What is decided stays on the home loop of a conference: another
 * loop takes over for a receiver is encrypting and sending, which is most of what a forwarded packet costs. Sans-IO.
 */
@NullMarked
package org.hummingbridge.sfu.spread;

import org.jspecify.annotations.NullMarked;
