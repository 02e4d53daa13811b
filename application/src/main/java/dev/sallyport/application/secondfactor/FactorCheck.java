package dev.sallyport.application.secondfactor;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Judges answers to the question for a second factor, of whatever kind. Tries are counted by account: in a budget, and for as long as no right answer comes
 * between the wrong ones, in the store. Whoever gives a hundred wrong ones in a row knows the password, so that is disabled then (NIST SP 800-63B-4 §3.2.2).
 */
public final class FactorCheck {
    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Users users;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;
    private final List<SecondFactor> kinds;

    /** Knows all kinds that there are: another one is added here, and nowhere else. */
    public static FactorCheck ofAllKinds(Ports ports, SecondFactorPolicy policy, Auditor auditor, Mailer mailer) {
        return new FactorCheck(
                ports.transactor(),
                ports.secondFactors(),
                ports.users(),
                ports.rateLimits(),
                auditor,
                mailer,
                ports.clock(),
                List.of(
                        new TotpFactor(ports.totpCodes(), policy.driftSteps()),
                        new RecoveryCodeFactor(ports.passwordHasher())));
    }

    private FactorCheck(
            Transactor transactor,
            SecondFactors secondFactors,
            Users users,
            RateLimits rateLimits,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock,
            List<SecondFactor> kinds) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.users = users;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
        this.kinds = List.copyOf(kinds);
    }

    public sealed interface Outcome {
        /**
         * It is right. It proves something once it is spent.
         *
         * @param recoveryCodesLeft how many there will be then
         */
        record Proven(FactorProof proof, int recoveryCodesLeft) implements Outcome {}

        /** It is wrong, or was used before. */
        record Wrong() implements Outcome {}

        record Limited(Budget exhausted) implements Outcome {}
    }

    /** What can be answered with. */
    List<FactorKind> kinds() {
        return kinds.stream().map(SecondFactor::kind).toList();
    }

    /** Judges an answer. It may hash, so it is never called inside a transaction. */
    public Outcome check(User user, EnrolledFactors enrolled, FactorAnswer answer, Client client) {
        List<Charge> guess = List.of(Charge.secondFactor(user.id()));
        return switch (rateLimits.take(guess)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Outcome.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                Outcome outcome = kinds.stream()
                        .filter(kind -> kind.kind() == answer.kind())
                        .findFirst()
                        .flatMap(kind -> kind.prove(enrolled, answer, clock.instant()))
                        .<Outcome>map(proof -> new Outcome.Proven(proof, left(enrolled, proof)))
                        .orElseGet(Outcome.Wrong::new);
                if (outcome instanceof Outcome.Proven) {
                    rateLimits.giveBack(guess);
                } else {
                    refuse(user, answer.kind(), client);
                }
                yield outcome;
            }
        };
    }

    private static int left(EnrolledFactors enrolled, FactorProof proof) {
        int codes = enrolled.recoveryCodes().size();
        return proof.kind() == FactorKind.RECOVERY_CODE ? codes - 1 : codes;
    }

    /** Takes down that an answer was of no use. */
    public void refuse(User user, FactorKind kind, Client client) {
        Instant now = clock.instant();
        transactor.inTransaction(() -> {
            var failures = secondFactors.refused(user.id());
            auditor.record(new AuditEvent.SecondFactorRefused(user.id(), kind), client, now);
            if (failures.haveJustDisabled()) {
                users.disablePassword(user.id());
                auditor.record(new AuditEvent.PasswordDisabled(user.id()), client, now);
                mailer.enqueue(new MailMessage.PasswordDisabled(user.email(), user.locale()), null, now);
            }
            return failures;
        });
    }

    /** Tells the owner if a recovery code was used. Call it inside the transaction that the proof is spent in. */
    public void tellOfUse(User user, Outcome.Proven proven, Client client, Instant now) {
        if (proven.proof().kind() != FactorKind.RECOVERY_CODE) {
            return;
        }
        int left = proven.recoveryCodesLeft();
        Device device = Device.of(client);
        auditor.record(new AuditEvent.RecoveryCodeUsed(user.id(), left), client, now);
        mailer.enqueue(
                left > SecondFactorPolicy.FEW_RECOVERY_CODES
                        ? new MailMessage.RecoveryCodeUsed(
                                user.email(), user.locale(), device, client.address(), now, left)
                        : new MailMessage.RecoveryCodesLow(
                                user.email(), user.locale(), device, client.address(), now, left),
                null,
                now);
    }
}
