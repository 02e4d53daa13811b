package dev.sallyport.application.secondfactor;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Gives the caller a seed for their authenticator. It counts for nothing until they show, by {@link ConfirmTotp}, that the authenticator has it. */
public final class EnrolTotp {
    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Reauthentication reauthentication;
    private final RateLimits rateLimits;
    private final TotpCodes codes;
    private final QrCodes qrCodes;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final SecondFactorPolicy policy;

    public EnrolTotp(
            Transactor transactor,
            SecondFactors secondFactors,
            Reauthentication reauthentication,
            RateLimits rateLimits,
            TotpCodes codes,
            QrCodes qrCodes,
            IdGenerator ids,
            InstantSource clock,
            SecondFactorPolicy policy) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.reauthentication = reauthentication;
        this.rateLimits = rateLimits;
        this.codes = codes;
        this.qrCodes = qrCodes;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(VerifiedAccessToken caller, Evidence evidence, Client client) {}

    public sealed interface Result {
        /** What an authenticator app is given, in three forms. */
        record Enrolled(TotpSeed seed, KeyUri uri, Png qrCode) implements Result {}

        /** The account has an authenticator: that has to be removed first. */
        record AlreadyEnrolled() implements Result {}

        record Refused(Refusal why) implements Result {}
    }

    public Result handle(Command command) {
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof ->
                proof.user().twoFactorEnabled() ? new Result.AlreadyEnrolled() : limited(proof, command.client());
        };
    }

    private Result limited(Outcome.Proven proof, Client client) {
        Charge change = Charge.secondFactorChange(proof.user().id());
        return switch (rateLimits.take(List.of(change))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Refused(new Refusal.Limited(exhausted));
            case RateLimits.Decision.Allowed allowed -> enrol(proof, client);
        };
    }

    private Result enrol(Outcome.Proven proof, Client client) {
        Instant now = clock.instant();
        PendingTotp pending = new PendingTotp(ids.next(), codes.newSeed(), policy.totp());
        KeyUri uri = uri(pending, proof.user().email());
        Png qrCode = new Png(qrCodes.png(uri.reveal()));
        return transactor.inTransaction(() -> reauthentication
                .objection(proof, client, now)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> {
                    secondFactors.enrol(proof.user().id(), pending, now);
                    return new Result.Enrolled(pending.seed(), uri, qrCode);
                }));
    }

    /** In the form that authenticator apps have agreed on (Key Uri Format). */
    private KeyUri uri(PendingTotp totp, EmailAddress account) {
        TotpParameters parameters = totp.parameters();
        String issuer = encode(policy.issuer());
        return new KeyUri("otpauth://totp/" + issuer + ":" + encode(account.value()) + "?secret="
                + totp.seed().reveal() + "&issuer=" + issuer + "&algorithm=SHA1&digits=" + parameters.digits()
                + "&period=" + parameters.period().toSeconds());
    }

    /** In a URI, not in a form, where a plus would be a blank. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
