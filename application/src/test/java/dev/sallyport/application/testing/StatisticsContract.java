package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.RECIPIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.application.admin.Statistics.Counts;
import dev.sallyport.application.admin.Statistics.Day;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Statistics} promises. */
public abstract class StatisticsContract {
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final UserId ADA = new UserId(new UUID(1, 1));

    /** The adapter under test. */
    protected abstract Statistics statistics();

    /** What it counts. */
    protected abstract Users users();

    protected abstract Sessions sessions();

    protected abstract MailOutbox mailOutbox();

    protected abstract AuditTrail auditTrail();

    protected abstract void suspend(UserId user);

    @Test
    void countsNothingWhereNothingIs() {
        assertThat(statistics().since(MONDAY).counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(statistics().since(MONDAY).days()).isEmpty();
    }

    @Test
    void countsWhatThereIs() {
        User admin = user("admin@example.com", true);
        User formerAdmin = user("former@example.com", true);
        User grace = user("grace@example.com", false);
        suspend(formerAdmin.id());
        sessions().open(Samples.newSession(admin), Fakes.POLICIES.session());
        sessions().open(Samples.newSession(grace), Fakes.POLICIES.session());
        sessions().endAll(grace.id());
        mailOutbox().enqueue(Samples.mail("waiting"), RECIPIENT, Samples.NOW);

        assertThat(statistics().since(MONDAY).counts()).isEqualTo(new Counts(3, 1, 0, 1, 1, 0, 1, 0));
        assertThat(statistics().since(MONDAY).counts().active()).isEqualTo(2);
    }

    @Test
    void countsWhatHappenedOnWhichDay() {
        record("2026-03-01T23:59:59.999Z", new AuditEvent.AccountCreated(ADA, Origin.REGISTRATION, Optional.empty()));
        record("2026-03-02T00:00:00Z", new AuditEvent.AccountCreated(ADA, Origin.REGISTRATION, Optional.empty()));
        record("2026-03-02T12:00:00Z", new AuditEvent.AccountCreated(ADA, Origin.OPERATOR, Optional.empty()));
        record("2026-03-02T23:59:59.999Z", new AuditEvent.SignedIn(ADA, new SessionId(new UUID(2, 2))));
        record("2026-03-02T23:59:59.999Z", new AuditEvent.ProfileChanged(ADA));
        record("2026-03-04T08:00:00Z", new AuditEvent.SignInRefused(Optional.empty(), Reason.UNKNOWN_ADDRESS));
        record("2026-03-04T09:00:00Z", new AuditEvent.SignInRefused(Optional.of(ADA), Reason.WRONG_PASSWORD));
        record("2026-03-05T09:00:00Z", new AuditEvent.ProfileChanged(ADA));

        assertThat(statistics().since(MONDAY).days())
                .containsExactly(new Day(MONDAY, 2, 1, 0), new Day(MONDAY.plusDays(2), 0, 0, 2));
    }

    private User user(String email, boolean administrator) {
        User user = administrator ? Samples.user(EmailAddress.of(email)) : Samples.ordinary(EmailAddress.of(email));
        users().add(user, HASH);
        assertThat(user.roles().contains(BuiltInRoles.ADMIN)).isEqualTo(administrator);
        return user;
    }

    private void record(String time, AuditEvent event) {
        auditTrail().record(new AuditEntry(UUID.randomUUID(), Instant.parse(time), event, CLIENT));
    }
}
