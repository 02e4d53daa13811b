package dev.sallyport.application.testing;

import dev.sallyport.application.account.PasswordMeter;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;

/** Thinks that longer is better: one more for every eight characters. */
public final class FakePasswordMeter implements PasswordMeter {
    @Override
    public int strength(Password password, Chooser chooser) {
        return Math.min(4, password.reveal().length() / 8);
    }
}
