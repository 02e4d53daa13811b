package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.testing.InMemoryDatabase.Factors;
import dev.sallyport.application.testing.InMemoryDatabase.Pending;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.Totp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link SecondFactors} in memory. */
public final class InMemorySecondFactors implements SecondFactors {
    private final InMemoryDatabase database;
    private final InMemoryUsers users;

    public InMemorySecondFactors(InMemoryDatabase database, InMemoryUsers users) {
        this.database = database;
        this.users = users;
    }

    @Override
    public EnrolledFactors of(UserId user) {
        return factorsOf(user).enrolled();
    }

    @Override
    public void enrol(UserId user, PendingTotp totp, Instant now) {
        change(
                user,
                found -> found.enrolled().totp().isPresent()
                        ? found
                        : new Factors(found.enrolled(), Optional.of(new Pending(totp, now, 0)), found.failures()));
    }

    @Override
    public Optional<PendingTotp> tryPending(UserId user, Instant since, int mostTries) {
        return database.locked(() -> {
            Optional<Pending> tried = factorsOf(user)
                    .pending()
                    .filter(pending -> pending.since().isAfter(since) && pending.tries() < mostTries)
                    .map(pending -> new Pending(pending.totp(), pending.since(), pending.tries() + 1));
            tried.ifPresent(pending -> change(user, found -> new Factors(found.enrolled(), tried, found.failures())));
            return tried.map(Pending::totp);
        });
    }

    @Override
    public boolean confirm(
            UserId user, PendingTotp totp, long step, List<KeptRecoveryCode> recoveryCodes, Instant now) {
        return database.locked(() -> {
            boolean waits = factorsOf(user)
                            .pending()
                            .filter(pending -> pending.totp().enrolment().equals(totp.enrolment()))
                            .isPresent()
                    && database.users
                            .find(user)
                            .map(Credentials::user)
                            .filter(User::isActive)
                            .isPresent();
            if (waits) {
                var confirmed = new Totp(totp.seed(), totp.parameters(), step);
                change(
                        user,
                        found -> new Factors(
                                new EnrolledFactors(Optional.of(confirmed), recoveryCodes), Optional.empty(), 0));
                users.setSecondFactor(user, true);
            }
            return waits;
        });
    }

    @Override
    public boolean spend(UserId user, FactorProof proof, Instant now) {
        return database.locked(() -> {
            Optional<EnrolledFactors> spent = afterSpending(factorsOf(user).enrolled(), proof);
            spent.ifPresent(left -> change(user, found -> new Factors(left, found.pending(), 0)));
            return spent.isPresent();
        });
    }

    private static Optional<EnrolledFactors> afterSpending(EnrolledFactors enrolled, FactorProof proof) {
        return switch (proof) {
            case FactorProof.TotpStep(long step) ->
                enrolled.totp()
                        .filter(totp -> totp.spentStep() < step)
                        .map(totp -> new EnrolledFactors(
                                Optional.of(new Totp(totp.seed(), totp.parameters(), step)), enrolled.recoveryCodes()));
            case FactorProof.UsedRecoveryCode(String selector) -> {
                List<KeptRecoveryCode> left = enrolled.recoveryCodes().stream()
                        .filter(code -> !code.selector().equals(selector))
                        .toList();
                yield left.size() == enrolled.recoveryCodes().size()
                        ? Optional.empty()
                        : Optional.of(new EnrolledFactors(enrolled.totp(), left));
            }
        };
    }

    @Override
    public ConsecutiveFailures refused(UserId user) {
        return database.locked(() -> {
            change(user, found -> new Factors(found.enrolled(), found.pending(), found.failures() + 1));
            return new ConsecutiveFailures(factorsOf(user).failures());
        });
    }

    @Override
    public void replaceRecoveryCodes(UserId user, List<KeptRecoveryCode> recoveryCodes, Instant now) {
        change(
                user,
                found -> new Factors(
                        new EnrolledFactors(found.enrolled().totp(), recoveryCodes),
                        found.pending(),
                        found.failures()));
    }

    @Override
    public boolean remove(UserId user) {
        return database.locked(() -> {
            boolean had = of(user).totp().isPresent();
            database.secondFactors.remove(user);
            database.challenges.values().stream()
                    .map(InMemoryDatabase.Challenge::waiting)
                    .filter(waiting -> waiting.user().equals(user))
                    .forEach(waiting -> database.challenges.remove(waiting.challenge()));
            users.setSecondFactor(user, false);
            return had;
        });
    }

    private Factors factorsOf(UserId user) {
        return database.secondFactors.find(user).orElse(Factors.NONE);
    }

    private void change(UserId user, UnaryOperator<Factors> change) {
        database.locked(() -> {
            database.secondFactors.put(user, change.apply(factorsOf(user)));
            return true;
        });
    }
}
