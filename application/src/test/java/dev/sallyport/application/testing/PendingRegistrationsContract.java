package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static dev.sallyport.application.testing.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.registration.PendingRegistrations.Attempt;
import dev.sallyport.application.registration.PendingRegistrations.Filed;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link PendingRegistrations} promises. */
public abstract class PendingRegistrationsContract {
    private static final int MAX_FAILURES = 5;
    private static final int CODE = 10;
    private static final int LINK = CODE + 1;
    private static final int OTHER = 99;
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(10));

    /** The adapter under test, without any registration. */
    protected abstract PendingRegistrations registrations();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    @Test
    void findsARegistrationAsItWasFiled() {
        PendingRegistration filed = registration(ADA, CODE);

        assertThat(registrations().add(filed)).isEmpty();

        Filed found = registrations().find(filed.id(), NOW).orElseThrow();
        assertThat(found.owner()).isEmpty();
        assertThat(found.registration()).usingRecursiveComparison().isEqualTo(filed);
    }

    @Test
    void tellsWhoHasTheAddressAlready() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        PendingRegistration filed = registration(ADA, CODE);

        assertThat(registrations().add(filed)).contains(new Owner(ada.id(), ada.locale()));
        assertThat(registrations().find(filed.id(), NOW).orElseThrow().owner())
                .contains(new Owner(ada.id(), ada.locale()));
    }

    @Test
    void filesAnyNumberForOneAddress() {
        PendingRegistration first = registration(ADA, CODE);
        PendingRegistration second = registration(ADA, CODE + 2);
        registrations().add(first);
        registrations().add(second);

        assertThat(registrations().find(first.id(), NOW)).isPresent();
        assertThat(registrations().find(second.id(), NOW)).isPresent();
    }

    @Test
    void provesByTheRightCodeOnce() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        assertThat(tryCode(filed, CODE))
                .isInstanceOfSatisfying(
                        Attempt.Proven.class,
                        proven -> assertThat(proven.registration().email()).isEqualTo(ADA));
        assertThat(tryCode(filed, CODE)).isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
        assertThat(registrations().find(filed.id(), NOW)).isEmpty();
    }

    @Test
    void refusesAWrongCodeAndCountsIt() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        assertThat(tryCode(filed, OTHER)).isEqualTo(new Attempt.Refused(Reason.WRONG_CODE));

        assertThat(registrations()
                        .find(filed.id(), NOW)
                        .orElseThrow()
                        .registration()
                        .failures())
                .isEqualTo(1);
    }

    @Test
    void isVoidAfterTooManyFailuresEvenForTheRightCodeAndLink() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);
        for (int i = 0; i < MAX_FAILURES; i++) {
            assertThat(tryCode(filed, OTHER)).isEqualTo(new Attempt.Refused(Reason.WRONG_CODE));
        }

        assertThat(tryCode(filed, CODE)).isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
        assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void acceptsTheRightCodeAfterOneFailureLessThanTooMany() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);
        for (int i = 0; i < MAX_FAILURES - 1; i++) {
            tryCode(filed, OTHER);
        }

        assertThat(tryCode(filed, CODE)).isInstanceOf(Attempt.Proven.class);
    }

    @Test
    void refusesFromTheInstantOfExpiryOn() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        assertThat(registrations().tryCode(filed.id(), digest(CODE), EXPIRY, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.EXPIRED));
        assertThat(registrations().tryLink(digest(LINK), EXPIRY, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.EXPIRED));
        assertThat(registrations().tryCode(filed.id(), digest(CODE), EXPIRY.minusMillis(1), MAX_FAILURES))
                .isInstanceOf(Attempt.Proven.class);
    }

    @Test
    void knowsNeitherOtherRegistrationsNorOtherLinks() {
        registrations().add(registration(ADA, CODE));

        assertThat(registrations().tryCode(new RegistrationId(UUID.randomUUID()), digest(CODE), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
        assertThat(registrations().tryLink(digest(OTHER), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
    }

    @Test
    void chargesALinkInAdvanceAndSpendsItOnce() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES)).isInstanceOf(Attempt.Proven.class);
        assertThat(registrations()
                        .find(filed.id(), NOW)
                        .orElseThrow()
                        .registration()
                        .failures())
                .isEqualTo(1);

        assertThat(registrations().spend(filed.id(), digest(OTHER), NOW)).isFalse();
        assertThat(registrations().spend(filed.id(), digest(LINK), NOW)).isTrue();
        assertThat(registrations().spend(filed.id(), digest(LINK), NOW)).isFalse();
        assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
    }

    @Test
    void spendsTheLastAllowedTryOfALink() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);
        for (int i = 0; i < MAX_FAILURES; i++) {
            assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES)).isInstanceOf(Attempt.Proven.class);
        }

        assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
        assertThat(registrations().spend(filed.id(), digest(LINK), NOW)).isTrue();
    }

    @Test
    void aNewMailVoidsTheOldCodeAndLinkAndForgivesNothing() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);
        tryCode(filed, OTHER);

        registrations().renew(filed.id(), Samples.proof(CODE + 2));

        assertThat(tryCode(filed, CODE)).isEqualTo(new Attempt.Refused(Reason.WRONG_CODE));
        assertThat(registrations().tryLink(digest(LINK), NOW, MAX_FAILURES))
                .isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
        assertThat(registrations()
                        .find(filed.id(), NOW)
                        .orElseThrow()
                        .registration()
                        .failures())
                .isEqualTo(2);
        assertThat(tryCode(filed, CODE + 2)).isInstanceOf(Attempt.Proven.class);
    }

    @Test
    void provesExactlyOneOfManyAtOnce() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        List<Attempt> attempts = Concurrently.times(50, i -> tryCode(filed, CODE));

        assertThat(attempts).filteredOn(Attempt.Proven.class::isInstance).hasSize(1);
    }

    @Test
    void looksAtNoMoreWrongCodesThanAllowedHoweverManyComeAtOnce() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        List<Attempt> attempts = Concurrently.times(50, i -> tryCode(filed, OTHER));

        assertThat(attempts)
                .filteredOn(new Attempt.Refused(Reason.WRONG_CODE)::equals)
                .hasSize(MAX_FAILURES);
        assertThat(tryCode(filed, CODE)).isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void forgetsWhatIsRemoved() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        registrations().remove(filed.id());

        assertThat(registrations().find(filed.id(), NOW)).isEmpty();
    }

    @Test
    void forgetsAllOfAnAddressAndNoOthers() {
        PendingRegistration first = registration(ADA, CODE);
        PendingRegistration second = registration(ADA, CODE + 2);
        PendingRegistration bobs = registration(EmailAddress.of("bob@example.com"), CODE + 4);
        List.of(first, second, bobs).forEach(registrations()::add);

        registrations().forget(ADA);

        assertThat(registrations().find(first.id(), NOW)).isEmpty();
        assertThat(registrations().find(second.id(), NOW)).isEmpty();
        assertThat(registrations().find(bobs.id(), NOW)).isPresent();
    }

    @Test
    void purgesWhatIsDueInBatches() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);
        registrations().add(registration(ADA, CODE + 2));
        registrations().add(registration(ADA, CODE + 4));

        assertThat(registrations().purge(filed.purgeAfter().minusMillis(1), 10)).isZero();
        assertThat(registrations().purge(filed.purgeAfter(), 2)).isEqualTo(2);
        assertThat(registrations().purge(filed.purgeAfter(), 2)).isEqualTo(1);
    }

    @Test
    void doesNotFindWhatIsDueToBePurged() {
        PendingRegistration filed = registration(ADA, CODE);
        registrations().add(filed);

        assertThat(registrations().find(filed.id(), filed.purgeAfter())).isEmpty();
    }

    private Attempt tryCode(PendingRegistration filed, int code) {
        return registrations().tryCode(filed.id(), digest(code), NOW, MAX_FAILURES);
    }
}
