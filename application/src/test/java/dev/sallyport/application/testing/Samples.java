package dev.sallyport.application.testing;

import dev.sallyport.application.mail.Recipients;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/** Values for tests that do not care about their details. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    public static final LanguageTag ENGLISH = LanguageTag.of("en");
    public static final Password PASSWORD = Password.of("correct horse battery staple");
    public static final PasswordHash HASH = PasswordHash.of("$fake$correct horse battery staple");
    public static final Client CLIENT = new Client(ClientAddress.of("203.0.113.7"), "curl/8.5");

    private Samples() {}

    public static User user(EmailAddress email) {
        return User.proven(
                new UserId(UUID.randomUUID()),
                email,
                new DisplayName("Ada"),
                ENGLISH,
                Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN),
                NOW);
    }

    /** Somebody who has nothing but what everybody has. */
    public static User ordinary(EmailAddress email) {
        return User.proven(new UserId(UUID.randomUUID()), email, null, ENGLISH, Set.of(BuiltInRoles.USER), NOW);
    }

    /** A session of that user that is about to begin. */
    public static NewSession newSession(User user) {
        return new NewSession(
                new SessionId(UUID.randomUUID()), user.id(), HASH, Set.of(AuthenticationMethod.PASSWORD), CLIENT);
    }

    /** A registration whose code has the given digest and whose link has the digest after it. */
    public static PendingRegistration registration(EmailAddress email, int code) {
        return new PendingRegistration(
                new RegistrationId(UUID.randomUUID()),
                email,
                HASH,
                new DisplayName("Ada"),
                ENGLISH,
                proof(code),
                0,
                NOW,
                NOW.plus(Duration.ofHours(24)));
    }

    /** A proof that expires ten minutes after {@link #NOW}. */
    public static MailedProof proof(int code) {
        return new MailedProof(digest(code), digest(code + 1), NOW.plus(Duration.ofMinutes(10)));
    }

    /** What the recipient of {@link #mail} is known by. */
    public static final SecretDigest RECIPIENT = new Recipients(new FakeSecretDigests()).digest(ADA);

    /** A digest that differs for every number from 0 to 127. */
    public static SecretDigest digest(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return SecretDigest.of(bytes);
    }

    /** A mail that expires ten minutes after {@link #NOW}. */
    public static Mail mail(String subject) {
        return new Mail(
                new MailId(UUID.randomUUID()),
                "verify-address",
                ADA,
                new MailContent(subject, "text of " + subject, "<p>" + subject + "</p>"),
                NOW.plus(Duration.ofMinutes(10)));
    }
}
