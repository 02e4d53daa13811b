package dev.sallyport.application.testing;

import dev.sallyport.application.secret.SecretGenerator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Secrets of eight digits or more that count up, each different from the one before. */
public final class PredictableSecrets implements SecretGenerator {
    private final AtomicInteger codes = new AtomicInteger(1001);
    private final AtomicInteger next = new AtomicInteger(47_110_001);

    @Override
    public String digits(int count) {
        return String.format(Locale.ROOT, "%0" + count + "d", next.getAndIncrement());
    }

    @Override
    public String base32(int count) {
        // What counts up comes first, as that is what finds a recovery code.
        return String.format(Locale.ROOT, "%04d%0" + (count - 4) + "d", codes.getAndIncrement(), next.get());
    }

    @Override
    public String token() {
        return String.format(Locale.ROOT, "%043d", next.getAndIncrement());
    }
}
