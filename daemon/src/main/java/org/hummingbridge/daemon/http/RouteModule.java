/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.ext.web.Router;

/**
 * A part of the control server that brings its own routes. Its handlers run on Vert.x event loops and never block them; what
 * waits runs on a virtual thread.
 *
 * <p>Host and Origin have been checked when a handler is called. WebSockets that are silent for {@link
 * ControlServer#IDLE_SECONDS} are closed, so long-lived ones send pings.
 */
public interface RouteModule {
    void mount(Router router);
}
