package dev.sallyport.application.signin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Has somebody prove once more who they are, in the session that they are in, so that they are not asked again for a while (RFC 9470). */
public final class StepUp {
    private final Transactor transactor;
    private final Sessions sessions;
    private final Reauthentication reauthentication;
    private final TokenIssuer issuer;
    private final Auditor auditor;
    private final InstantSource clock;

    public StepUp(
            Transactor transactor,
            Sessions sessions,
            Reauthentication reauthentication,
            TokenIssuer issuer,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.reauthentication = reauthentication;
        this.issuer = issuer;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(
            VerifiedAccessToken caller, Password password, Optional<FactorAnswer> answer, Client client) {}

    public sealed interface Result {
        /** They did; these are the same session's tokens. */
        record SteppedUp(SignedIn signedIn) implements Result {}

        record Refused(Refusal why) implements Result {}
    }

    public Result handle(Command command) {
        Evidence evidence = new Evidence(Optional.of(command.password()), command.answer());
        return switch (reauthentication.prove(command.caller(), evidence, command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof -> stepUp(proof, command);
        };
    }

    private Result stepUp(Outcome.Proven proof, Command command) {
        if (proof.user().twoFactorEnabled() && proof.factor().isEmpty()) {
            // A moment ago is enough for anything else, but not to begin another such moment.
            return new Result.Refused(new Refusal.ProofRequired(true));
        }
        Instant now = clock.instant();
        Stepped stepped = transactor.inTransaction(() -> reauthentication
                .objection(proof, command.client(), now)
                .map(Stepped::refused)
                .orElseGet(() -> step(proof, command.client(), now)));
        return stepped.refusal().isPresent()
                ? new Result.Refused(stepped.refusal().get())
                : stepped.session()
                        .<Result>map(active -> new Result.SteppedUp(issuer.issue(active, now)))
                        .orElseGet(() -> new Result.Refused(new Refusal.SignedOut()));
    }

    /** What the transaction decided; tokens are signed after it. */
    private record Stepped(Optional<Refusal> refusal, Optional<ActiveSession> session) {
        static Stepped refused(Refusal why) {
            return new Stepped(Optional.of(why), Optional.empty());
        }
    }

    private Stepped step(Outcome.Proven proof, Client client, Instant now) {
        auditor.record(new AuditEvent.SteppedUp(proof.user().id(), proof.session()), client, now);
        return new Stepped(Optional.empty(), sessions.authenticated(proof.session(), methods(proof)));
    }

    private static Set<AuthenticationMethod> methods(Outcome.Proven proof) {
        Set<AuthenticationMethod> methods = EnumSet.of(AuthenticationMethod.PASSWORD);
        proof.factor().ifPresent(factor -> methods.addAll(factor.proof().kind().methods()));
        return methods;
    }
}
