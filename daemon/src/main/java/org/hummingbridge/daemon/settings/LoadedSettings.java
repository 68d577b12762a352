/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

/** Settings, and where they come from. */
public record LoadedSettings(Settings settings, SettingsReport report) {}
