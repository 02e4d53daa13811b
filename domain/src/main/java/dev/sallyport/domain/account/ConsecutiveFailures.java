package dev.sallyport.domain.account;

/**
 * How many wrong passwords were given for an account since the last right one, wherever they came from. The hundredth disables the password
 * until it is reset (NIST SP 800-63B-4 §3.2.2); nothing else of the account is touched, so nobody can be kept out of a reset by it.
 */
public record ConsecutiveFailures(int count) {
    /** With this one the password is disabled. */
    public static final int MOST = 100;

    public ConsecutiveFailures {
        if (count < 0) {
            throw new IllegalArgumentException("failures are counted from zero");
        }
    }

    /** Whether the password is disabled. */
    public boolean disable() {
        return count >= MOST;
    }

    /** Whether it was the last of these failures that disabled the password: of all that follow, only of one. */
    public boolean haveJustDisabled() {
        return count == MOST;
    }
}
