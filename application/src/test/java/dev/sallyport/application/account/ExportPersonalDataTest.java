package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.ExportPersonalData.PersonalData;
import dev.sallyport.application.account.ExportPersonalData.Result;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.UsedDevice;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportPersonalDataTest {
    private static final EmailAddress LOVELACE = EmailAddress.of("lovelace@example.com");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn signedIn = journey.signedIn(ADA);
    private final VerifiedAccessToken caller = journey.caller(signedIn);

    @Test
    void holdsEverythingThatIsKeptOfTheCallerAndNothingOfAnybodyElse() {
        journey.signedIn(EmailAddress.of("grace@example.com"));
        fakes.sallyport()
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(caller, LOVELACE, Evidence.of(PASSWORD), CLIENT));

        PersonalData data = export();

        assertThat(data.exportedAt()).isEqualTo(fakes.clock().instant());
        assertThat(data.user()).isEqualTo(signedIn.user());
        assertThat(data.requestedEmail()).contains(LOVELACE);
        assertThat(data.formerEmails()).isEmpty();
        assertThat(data.sessions()).extracting(Session::id).containsExactly(signedIn.session());
        assertThat(data.devices()).extracting(UsedDevice::name).containsExactly("curl");
        assertThat(data.activity())
                .extracting(RecordedEvent::type)
                .containsExactlyInAnyOrder(
                        "account.exported",
                        "email.change-requested",
                        "sign-in.succeeded",
                        "account.created",
                        "registration.started");
        assertThat(data.activity())
                .allSatisfy(event -> assertThat(event.clientAddress())
                        .isEqualTo(CLIENT.address().toString()));
    }

    @Test
    void tellsWhoGaveThemRightsButNotFromWhere() {
        UserId user = signedIn.user().id();
        UserId admin =
                journey.signedIn(EmailAddress.of("grace@example.com")).user().id();
        write(new AuditEvent.RoleGranted(user, BuiltInRoles.ADMIN, new Author.Person(admin)));
        write(new AuditEvent.RoleTaken(user, BuiltInRoles.ADMIN, new Author.Person(admin)));
        write(new AuditEvent.SecondFactorReset(user, new Author.Person(admin), 1));
        write(new AuditEvent.RoleGranted(user, BuiltInRoles.ADMIN, new Author.Person(user)));

        List<RecordedEvent> byPeople = new ArrayList<>();
        export().activity().forEach(event -> {
            if (event.details().containsKey("byUserId")) {
                byPeople.add(event);
            }
        });

        assertThat(byPeople).hasSize(4).allSatisfy(event -> {
            boolean own = event.details().containsValue(user.toString());
            assertThat(event.clientAddress()).isEqualTo(own ? CLIENT.address().toString() : null);
            assertThat(event.userAgent()).isEqualTo(own ? CLIENT.userAgent() : null);
        });
        assertThat(byPeople).filteredOn(event -> event.clientAddress() != null).hasSize(1);
    }

    private void write(AuditEvent event) {
        fakes.auditTrail()
                .record(new AuditEntry(UUID.randomUUID(), fakes.clock().instant(), event, CLIENT));
    }

    @Test
    void goesThroughTheWholeTrailPageByPageNewestFirst() {
        for (int i = 0; i < 1203; i++) {
            fakes.clock().advance(Duration.ofSeconds(1));
            journey.signIn(ADA, Password.of("some other long password"));
        }

        List<RecordedEvent> activity = new ArrayList<>();
        export().activity().forEach(activity::add);

        assertThat(activity)
                .as("registered, created, signed in, refused, disabled, exported")
                .hasSize(1 + 1 + 1 + 1203 + 1 + 1)
                .isSortedAccordingTo(
                        Comparator.comparing(RecordedEvent::occurredAt).reversed());
    }

    @Test
    void isWrittenDown() {
        export();

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.DataExported(signedIn.user().id(), signedIn.session()));
    }

    @Test
    void refusesASessionThatIsOver() {
        fakes.sessions().end(signedIn.session());

        assertThat(fakes.sallyport().exportPersonalData().handle(new ExportPersonalData.Command(caller, CLIENT)))
                .isEqualTo(new Result.SignedOut());
    }

    private PersonalData export() {
        var result = fakes.sallyport().exportPersonalData().handle(new ExportPersonalData.Command(caller, CLIENT));
        return ((Result.Found) result).data();
    }
}
