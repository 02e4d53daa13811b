package dev.sallyport.domain.secondfactor;

import java.time.Duration;
import java.time.Instant;

/**
 * How an authenticator makes its codes (RFC 6238), by HMAC-SHA-1, which every app knows. Whoever has enrolled keeps what they enrolled with.
 *
 * @param digits how long a code is, 6 to 8
 * @param period for how long it is shown, in whole seconds
 */
public record TotpParameters(int digits, Duration period) {
    static final int LEAST_DIGITS = 6;
    static final int MOST_DIGITS = 8;

    public TotpParameters {
        if (digits < LEAST_DIGITS || digits > MOST_DIGITS) {
            throw new IllegalArgumentException("a code has " + LEAST_DIGITS + " to " + MOST_DIGITS + " digits");
        }
        if (!period.isPositive() || period.toNanosPart() != 0) {
            throw new IllegalArgumentException("codes are shown for whole seconds");
        }
    }

    /** The number of the time step that an instant is in (RFC 6238 §4.2). */
    public long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), period.toSeconds());
    }
}
