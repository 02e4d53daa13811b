package dev.sallyport.application.testing;

import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.testing.InMemoryDatabase.Challenge;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link SignInChallenges} in memory. */
public final class InMemorySignInChallenges implements SignInChallenges {
    private final InMemoryDatabase database;
    private final SecondFactors factors;

    public InMemorySignInChallenges(InMemoryDatabase database, SecondFactors factors) {
        this.database = database;
        this.factors = factors;
    }

    @Override
    public void add(Waiting waiting) {
        database.locked(() -> {
            database.users
                    .find(waiting.user())
                    .filter(owner -> owner.user().isActive())
                    .ifPresent(owner -> database.challenges.put(waiting.challenge(), new Challenge(waiting, 0)));
            return true;
        });
    }

    @Override
    public Optional<Attempt> attempt(SecretDigest challenge, int mostTries, Instant now) {
        return database.locked(() -> waiting(challenge, now)
                .filter(found -> found.tries() < mostTries)
                .flatMap(found -> {
                    database.challenges.put(challenge, new Challenge(found.waiting(), found.tries() + 1));
                    return database.users
                            .find(found.waiting().user())
                            .map(owner -> new Attempt(
                                    owner.user(),
                                    owner.passwordHash(),
                                    found.waiting().password(),
                                    factors.of(found.waiting().user())));
                }));
    }

    @Override
    public boolean complete(SecretDigest challenge, FactorProof proof, Instant now) {
        return database.locked(() -> {
            boolean spent = waiting(challenge, now)
                    .filter(found -> factors.spend(found.waiting().user(), proof, now))
                    .isPresent();
            if (spent) {
                database.challenges.remove(challenge);
            }
            return spent;
        });
    }

    private Optional<Challenge> waiting(SecretDigest challenge, Instant now) {
        return database.challenges
                .find(challenge)
                .filter(found -> now.isBefore(found.waiting().expiresAt()));
    }

    @Override
    public void withdraw(UserId user) {
        database.forgetChallenges(user);
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<SecretDigest> expired = database.challenges.values().stream()
                    .map(Challenge::waiting)
                    .filter(waiting -> !now.isBefore(waiting.expiresAt()))
                    .map(Waiting::challenge)
                    .limit(most)
                    .toList();
            expired.forEach(database.challenges::remove);
            return expired.size();
        });
    }
}
