package dev.sallyport.bootstrap.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT: the first asks to finish, a second one quits at once. A shutdown hook could do neither with an exit
 * code of 0 nor see the second. The JDK has no other way to signals than {@code sun.misc.Signal}, and compilers warn of its name, so it is
 * reached by reflection.
 */
final class StopSignals implements Stop {
    private static final int EXIT_CODE_OF_SIGNALS = 128;

    private final CountDownLatch asked = new CountDownLatch(1);

    static StopSignals install() {
        StopSignals signals = new StopSignals();
        try {
            signals.handle("TERM");
            signals.handle("INT");
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", missing);
        }
        return signals;
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signalClass = Class.forName("sun.misc.Signal");
        Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
        Object signal = signalClass.getConstructor(String.class).newInstance(name);
        int number = (int) signalClass.getMethod("getNumber").invoke(signal);
        InvocationHandler onSignal = (proxy, method, arguments) -> {
            received(number);
            return null;
        };
        Object handler = Proxy.newProxyInstance(handlerClass.getClassLoader(), new Class<?>[] {handlerClass}, onSignal);
        signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    }

    private void received(int number) {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(EXIT_CODE_OF_SIGNALS + number);
        }
        asked.countDown();
    }

    @Override
    public void await() throws InterruptedException {
        asked.await();
    }
}
