package dev.sallyport.application.testing;

import dev.sallyport.application.secret.SecretGenerator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Secrets of eight digits or more that count up, each different from the one before. */
public final class PredictableSecrets implements SecretGenerator {
    private final AtomicInteger next = new AtomicInteger(47_110_001);

    @Override
    public String digits(int count) {
        return String.format(Locale.ROOT, "%0" + count + "d", next.getAndIncrement());
    }

    @Override
    public String token() {
        return String.format(Locale.ROOT, "%043d", next.getAndIncrement());
    }
}
