/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** Is told what happens in one conference, in order, on its loop: it hands on to a thread of its own and returns at once. */
@FunctionalInterface
public interface ConferenceListener {
    /** Takes no notice. */
    ConferenceListener NONE = event -> {};

    void on(ConferenceEvent event);

    /** Makes the listener of a conference that begins; called by the thread that creates it. */
    @FunctionalInterface
    interface Factory {
        ConferenceListener listen(ConferenceControl conference);
    }
}
