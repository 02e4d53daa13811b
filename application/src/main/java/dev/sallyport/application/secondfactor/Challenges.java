package dev.sallyport.application.secondfactor;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks whoever has proven a password for a second factor. What they get carries nothing: who they are is known here alone. */
public final class Challenges {
    private final SignInChallenges challenges;
    private final Links links;
    private final SecretDigests digests;
    private final Auditor auditor;
    private final FactorCheck check;

    public Challenges(
            SignInChallenges challenges, Links links, SecretDigests digests, Auditor auditor, FactorCheck check) {
        this.challenges = challenges;
        this.links = links;
        this.digests = digests;
        this.auditor = auditor;
        this.check = check;
    }

    /**
     * The question.
     *
     * @param challenge what the answer comes with
     * @param kinds what can be answered with
     * @param lifetime for how long it can be answered
     */
    public record Asked(LinkToken challenge, List<FactorKind> kinds, Duration lifetime) {
        public Asked {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * Asks. Call it inside a transaction.
     *
     * @param proven the hash of the password that was proven; with another one the answer is worth nothing
     */
    public Asked ask(User user, PasswordHash proven, Client client, Instant now) {
        Links.Fresh fresh = links.make(SecretPurpose.SIGN_IN_CHALLENGE);
        challenges.add(new SignInChallenges.Waiting(
                fresh.kept(), user.id(), kept(user.id(), proven), now.plus(SecondFactorPolicy.CHALLENGE_LIFETIME)));
        auditor.record(new AuditEvent.SecondFactorAsked(user.id()), client, now);
        return new Asked(fresh.token(), check.kinds(), SecondFactorPolicy.CHALLENGE_LIFETIME);
    }

    /** Whether nothing has happened to the account that makes the proven password worth nothing. */
    public boolean stands(SignInChallenges.Attempt attempt) {
        User user = attempt.user();
        return user.isActive()
                && user.twoFactorEnabled()
                && attempt.provenPassword().equals(kept(user.id(), attempt.password()));
    }

    private SecretDigest kept(UserId user, PasswordHash proven) {
        return digests.digest(SecretPurpose.PROVEN_PASSWORD, user.toString(), proven);
    }

    /** Under which a challenge is found. */
    public SecretDigest digest(LinkToken challenge) {
        return links.digest(SecretPurpose.SIGN_IN_CHALLENGE, challenge);
    }
}
