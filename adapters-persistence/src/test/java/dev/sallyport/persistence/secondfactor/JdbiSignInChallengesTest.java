package dev.sallyport.persistence.secondfactor;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.SignInChallengesContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSignInChallengesTest extends SignInChallengesContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final FakeVault VAULT = new FakeVault("master key");

    @Override
    protected SignInChallenges challenges() {
        return postgres.database().signInChallenges(VAULT);
    }

    @Override
    protected SecondFactors factors() {
        return postgres.database().secondFactors(VAULT);
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
