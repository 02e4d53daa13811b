package dev.sallyport.application.account;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import java.util.Set;

/** Everything that is asked of a password before it may be chosen: the policy, and then, if it has nothing against it, known breaches. */
public final class PasswordScreening {
    private final PasswordPolicy policy;
    private final BreachedPasswords breached;

    public PasswordScreening(PasswordPolicy policy, BreachedPasswords breached) {
        this.policy = policy;
        this.breached = breached;
    }

    /** Everything against it. Not to be asked inside a transaction. */
    public Set<Refusal> refusals(Password password, Chooser chooser) {
        Set<Refusal> refusals = refusedByPolicy(password, chooser);
        return refusals.isEmpty() ? refusedForBreach(password) : refusals;
    }

    /** What can be said without asking anybody. */
    public Set<Refusal> refusedByPolicy(Password password, Chooser chooser) {
        return policy.refusals(password, chooser);
    }

    /** The rest, which may take a second: not to be asked inside a transaction, nor of what the policy refuses. */
    public Set<Refusal> refusedForBreach(Password password) {
        return breached.contain(password) ? Set.of(Refusal.BREACHED) : Set.of();
    }
}
