package dev.sallyport.application.testing;

import dev.sallyport.application.Policies;
import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.session.FollowRevocations;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.DomainList;
import dev.sallyport.domain.account.EmailDomain;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.mail.MailPolicy;
import dev.sallyport.domain.recovery.RecoveryPolicy;
import dev.sallyport.domain.registration.Admission;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.session.SessionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** The whole core on in-memory adapters: no database, no mail server, and a clock that stands still until it is moved. */
public final class Fakes {
    /** The defaults of a server. */
    public static final Policies POLICIES = new Policies(
            new PasswordPolicy(15, "Sallyport", new FakeCommonPasswords()),
            registration(Admission.OPEN),
            new SessionPolicy(
                    Duration.ofMinutes(15),
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofSeconds(10),
                    50,
                    Duration.ofSeconds(30)),
            new AccountPolicy(Duration.ofMinutes(10), 5, Duration.ofDays(7), Duration.ZERO),
            new RecoveryPolicy(Duration.ofMinutes(30)),
            secondFactors(SecondFactorPolicy.Requirement.OPTIONAL),
            MailPolicy.STANDARD,
            BotChallengePolicy.OFF);

    /** Nobody has an address there. */
    private static final DomainList BLOCKED = DomainList.of(List.of(new EmailDomain("throwaway.example")));

    private final MutableClock clock = new MutableClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryUsers users = new InMemoryUsers(database, clock);
    private final InMemoryRoles roles = new InMemoryRoles(database, users);
    private final InMemoryPendingRegistrations registrations = new InMemoryPendingRegistrations(database);
    private final InMemorySessions sessions = new InMemorySessions(database, clock);
    private final InMemorySecondFactors secondFactors = new InMemorySecondFactors(database, users);
    private final InMemoryRecoveryRequests recoveryRequests = new InMemoryRecoveryRequests(database);
    private final InMemoryAuditTrail auditTrail = new InMemoryAuditTrail(database);
    private final InMemoryMailQueue mailQueue = new InMemoryMailQueue(database);
    private final FakeMailTransport mailTransport = new FakeMailTransport();
    private final FakeRateLimits rateLimits = new FakeRateLimits();
    private final FakeChallengeVerifier challengeVerifier = new FakeChallengeVerifier();
    private final FakePasswordHasher passwordHasher = new FakePasswordHasher();
    private final FakeBreachedPasswords breachedPasswords = new FakeBreachedPasswords();
    private final Ports ports = new Ports(
            database,
            users,
            new InMemoryUserDirectory(database),
            new InMemoryStatistics(database, clock),
            new InMemoryCarriedUsers(database),
            roles,
            new InMemoryEmailChanges(database),
            new InMemoryAccountDeletions(database, users),
            registrations,
            new InMemoryInvitations(database),
            new InMemoryDeclaredAdministrators(database),
            recoveryRequests,
            new InMemoryPasswordResets(database),
            sessions,
            new InMemoryKnownClients(database),
            secondFactors,
            new InMemorySignInChallenges(database, secondFactors),
            new InMemoryRevocationFeed(database),
            auditTrail,
            mailQueue,
            mailQueue,
            mailQueue,
            new FakeMailTemplates(),
            mailTransport,
            rateLimits,
            challengeVerifier,
            address -> BLOCKED.covers(address),
            passwordHasher,
            breachedPasswords,
            new FakePasswordMeter(),
            new FakeTotpCodes(),
            text -> text.getBytes(StandardCharsets.UTF_8),
            new FakeAccessTokens(clock),
            new FakeRefreshTokens(),
            new FakeSecretDigests(),
            new PredictableSecrets(),
            new SequentialIds(),
            clock);
    private final Sallyport sallyport;

    /** With the defaults of a server. */
    public Fakes() {
        this(POLICIES);
    }

    public Fakes(Policies policies) {
        sallyport = new Sallyport(ports, policies);
        followRevocations();
        clock.onMove(this::followRevocations);
    }

    /** The defaults of a server, but for who must have a second factor. */
    public static Policies requiring(SecondFactorPolicy.Requirement requirement) {
        return new Policies(
                POLICIES.password(),
                POLICIES.registration(),
                POLICIES.session(),
                POLICIES.account(),
                POLICIES.recovery(),
                secondFactors(requirement),
                POLICIES.mail(),
                POLICIES.botChallenge());
    }

    /** The defaults of a server, but that clients are asked for the answer to a challenge, whatever they try often. */
    public static Policies askingBots() {
        return new Policies(
                POLICIES.password(),
                POLICIES.registration(),
                POLICIES.session(),
                POLICIES.account(),
                POLICIES.recovery(),
                POLICIES.secondFactor(),
                POLICIES.mail(),
                new BotChallengePolicy(EnumSet.allOf(BotChallengePurpose.class), true));
    }

    /** The defaults of a server, but for who gets an account. */
    public static Policies admitting(Admission admission) {
        return new Policies(
                POLICIES.password(),
                registration(admission),
                POLICIES.session(),
                POLICIES.account(),
                POLICIES.recovery(),
                POLICIES.secondFactor(),
                POLICIES.mail(),
                POLICIES.botChallenge());
    }

    private static RegistrationPolicy registration(Admission admission) {
        return new RegistrationPolicy(Duration.ofMinutes(10), Duration.ofHours(24), 5, admission, Duration.ofDays(7));
    }

    private static SecondFactorPolicy secondFactors(SecondFactorPolicy.Requirement requirement) {
        return new SecondFactorPolicy(
                requirement, "Sallyport", new TotpParameters(6, Duration.ofSeconds(30)), 1, Duration.ofMinutes(5));
    }

    /** Hears what was revoked, which a server does all the time; here it is done at once, and whenever the clock is moved. */
    public void followRevocations() {
        sallyport.followRevocations().handle(new FollowRevocations.Command(Duration.ZERO));
    }

    /** The ports, all of them fakes. */
    public Ports ports() {
        return ports;
    }

    /** The core on these ports and the policies. */
    public Sallyport sallyport() {
        return sallyport;
    }

    public MutableClock clock() {
        return clock;
    }

    public InMemoryUsers users() {
        return users;
    }

    public InMemoryRoles roles() {
        return roles;
    }

    public InMemoryPendingRegistrations registrations() {
        return registrations;
    }

    public InMemoryRecoveryRequests recoveryRequests() {
        return recoveryRequests;
    }

    public InMemorySessions sessions() {
        return sessions;
    }

    public InMemoryAuditTrail auditTrail() {
        return auditTrail;
    }

    public InMemoryMailQueue mailQueue() {
        return mailQueue;
    }

    public FakeMailTransport mailTransport() {
        return mailTransport;
    }

    public FakeRateLimits rateLimits() {
        return rateLimits;
    }

    public FakeChallengeVerifier challengeVerifier() {
        return challengeVerifier;
    }

    public FakeBreachedPasswords breachedPasswords() {
        return breachedPasswords;
    }

    public FakePasswordHasher passwordHasher() {
        return passwordHasher;
    }
}
