package dev.sallyport.application.testing;

import dev.sallyport.application.secondfactor.TotpCodes;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Authenticators whose codes anybody could guess: they count with the time, and differ from seed to seed. */
public final class FakeTotpCodes implements TotpCodes {
    private final AtomicInteger next = new AtomicInteger();

    @Override
    public TotpSeed newSeed() {
        char letter = (char) ('A' + next.getAndIncrement() % 26);
        return TotpSeed.of("SEED" + String.valueOf(letter).repeat(28));
    }

    @Override
    public TotpCode codeOf(TotpSeed seed, TotpParameters parameters, long step) {
        int modulus = (int) Math.pow(10, parameters.digits());
        long code = Math.floorMod(step + seed.reveal().charAt(4) * 1000L, modulus);
        return TotpCode.of(String.format(Locale.ROOT, "%0" + parameters.digits() + "d", code));
    }
}
