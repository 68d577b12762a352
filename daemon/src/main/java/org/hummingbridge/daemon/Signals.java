/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system, each delivered, the second one too: a shutdown hook would hear the first only. By
 * reflection, since the compiler warns of {@code sun.misc.Signal} in a way that cannot be suppressed, and the JVM has no other.
 */
final class Signals {
    private Signals() {}

    /**
     * Calls {@code handler} with the number of each signal that comes, on a thread of its own, instead of ending the JVM.
     *
     * @param names without SIG
     * @return whether this JVM lets us
     */
    static boolean handle(final List<String> names, final IntConsumer handler) {
        try {
            final Class<?> signalType = Class.forName("sun.misc.Signal");
            final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            final Method handle = signalType.getMethod("handle", signalType, handlerType);
            final Method number = signalType.getMethod("getNumber");
            final InvocationHandler invocation = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    handler.accept((int) number.invoke(arguments[0]));
                }
                return null;
            };
            final Object proxy =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, invocation);
            for (final String name : names) {
                handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), proxy);
            }
            return true;
        } catch (ReflectiveOperationException e) {
            // A runtime without jdk.unsupported, or one that keeps the signals to itself (-Xrs).
            return false;
        }
    }
}
