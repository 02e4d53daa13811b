package dev.sallyport.application.account;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;

/** Estimates how hard a password is to guess: advice for whoever chooses one, never a reason to refuse it. */
@FunctionalInterface
public interface PasswordMeter {
    /** From 0, guessed at once, to 4, hardly ever; in a bounded time however long the password is. */
    int strength(Password password, Chooser chooser);
}
