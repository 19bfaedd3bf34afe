package dev.skep.cli.agent;

import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK offers signals in {@code sun.misc.Signal} alone, which compilers warn of; it is called by its names.
 */
final class HangUp {
    private HangUp() {}

    /** Runs {@code action} in a thread of its own for each SIGHUP from now on. */
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runner = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> action.run();
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            default -> {
                                return "SIGHUP";
                            }
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), runner);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", missing);
        }
    }
}
