package dev.sallyport.application.admin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.admin.ImportUsers.Option;
import dev.sallyport.application.admin.ImportUsers.Result;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportUsersTest {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final UserId ID = new UserId(UUID.fromString("01900000-0000-7000-8000-0000000000ff"));

    private final Fakes fakes = new Fakes();
    private final List<ImportLine.Refused> refused = new ArrayList<>();

    /** Somebody of whom only what matters is said. */
    private static final class Line {
        private final EmailAddress email;
        private Optional<UserId> id = Optional.empty();
        private Optional<DisplayName> displayName = Optional.empty();
        private Optional<UserStatus> status = Optional.empty();
        private Optional<Set<RoleName>> roles = Optional.empty();
        private Optional<PasswordHash> hash = Optional.empty();
        private Optional<Boolean> twoFactor = Optional.empty();
        private Optional<Instant> createdAt = Optional.empty();
        private Optional<Instant> lastSignInAt = Optional.empty();

        Line(EmailAddress email) {
            this.email = email;
        }

        ImportedUser user() {
            return new ImportedUser(
                    email, id, displayName, Optional.empty(), status, roles, hash, twoFactor, createdAt, lastSignInAt);
        }

        Line id(UserId value) {
            id = Optional.of(value);
            return this;
        }

        Line named(String value) {
            displayName = Optional.of(new DisplayName(value));
            return this;
        }

        Line suspended() {
            status = Optional.of(UserStatus.SUSPENDED);
            return this;
        }

        Line roles(String... names) {
            roles = Optional.of(java.util.Arrays.stream(names)
                    .map(RoleName::new)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet()));
            return this;
        }

        Line hash(PasswordHash value) {
            hash = Optional.of(value);
            return this;
        }

        Line withSecondFactor() {
            twoFactor = Optional.of(true);
            return this;
        }

        Line createdAt(Instant value) {
            createdAt = Optional.of(value);
            return this;
        }

        Line lastSignInAt(Instant value) {
            lastSignInAt = Optional.of(value);
            return this;
        }
    }

    private static Line line(EmailAddress email) {
        return new Line(email);
    }

    private Result run(Set<Option> options, Line... lines) {
        List<ImportLine> numbered = IntStream.range(0, lines.length)
                .<ImportLine>mapToObj(i -> new ImportLine.Read(i + 1L, lines[i].user()))
                .toList();
        refused.clear();
        return fakes.sallyport()
                .importUsers()
                .handle(new ImportUsers.Command(numbered.iterator(), options, ENGLISH, refused::add));
    }

    private Result run(Line... lines) {
        return run(Set.of(), lines);
    }

    private static ImportLine.Refused refusal(long number, String member, String code) {
        return new ImportLine.Refused(number, List.of(new LineFault(member, code)));
    }

    @Test
    void bringsInWhoIsDescribed() {
        Result result = run(
                Set.of(Option.ALLOW_ADMINISTRATORS),
                line(ADA)
                        .id(ID)
                        .named("Ada")
                        .suspended()
                        .roles("user", "admin")
                        .hash(HASH)
                        .createdAt(NOW.minusSeconds(60))
                        .lastSignInAt(NOW.minusSeconds(30)));

        assertThat(result).isEqualTo(new Result(1, 0, 0, 0));
        User ada = fakes.users().all().getFirst();
        assertThat(ada.id()).isEqualTo(ID);
        assertThat(ada.displayName()).isEqualTo(new DisplayName("Ada"));
        assertThat(ada.locale()).isEqualTo(ENGLISH);
        assertThat(ada.status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(ada.roles()).containsExactlyInAnyOrder(BuiltInRoles.USER, BuiltInRoles.ADMIN);
        assertThat(ada.createdAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(ada.lastSignInAt()).isEqualTo(NOW.minusSeconds(30));
        assertThat(fakes.auditTrail().events())
                .containsExactly(
                        new AuditEvent.AccountCreated(ID, Origin.IMPORT, Optional.empty()),
                        new AuditEvent.RoleGranted(ID, BuiltInRoles.ADMIN, new Author.Operator()));
    }

    /** A line among many must not make an administrator whom nobody meant to let in. */
    @Test
    void letsInAdministratorsOnlyIfToldTo() {
        fakes.roles().add(new RoleName("helpdesk"), RoleDescription.NONE, NOW);
        fakes.roles().allow(new RoleName("helpdesk"), new Permission("users:read"));
        fakes.roles().add(new RoleName("sales"), RoleDescription.NONE, NOW);
        fakes.roles().allow(new RoleName("sales"), new Permission("orders:read"));
        Line[] lines = {
            line(ADA).roles("user", "admin"),
            line(BOB).roles("helpdesk"),
            line(EmailAddress.of("eve@example.com")).id(ID).roles("user", "sales")
        };

        assertThat(run(lines)).isEqualTo(new Result(1, 0, 2, 0));
        assertThat(refused)
                .containsExactly(
                        refusal(1, "/roles", "administrative-role"), refusal(2, "/roles", "administrative-role"));
        assertThat(fakes.auditTrail().events())
                .containsExactly(
                        new AuditEvent.AccountCreated(ID, Origin.IMPORT, Optional.empty()),
                        new AuditEvent.RoleGranted(ID, new RoleName("sales"), new Author.Operator()));

        assertThat(run(Set.of(Option.ALLOW_ADMINISTRATORS), lines)).isEqualTo(new Result(2, 1, 0, 0));
        assertThat(run(lines)).as("they are there").isEqualTo(new Result(0, 3, 0, 0));
    }

    @Test
    void bringsNobodyBackWhoWasDeletedMeanwhileUnlessToldTo() {
        Line ada = line(ADA).id(ID);
        run(ada);
        fakes.users().remove(ID);
        fakes.auditTrail().record(new AuditEntry(UUID.randomUUID(), NOW, new AuditEvent.AccountDeleted(ID), CLIENT));

        assertThat(run(ada, line(BOB))).isEqualTo(new Result(1, 0, 1, 0));
        assertThat(refused).containsExactly(refusal(1, "/id", "deleted"));

        assertThat(run(Set.of(Option.RESTORE_DELETED), ada)).isEqualTo(new Result(1, 0, 0, 0));
        assertThat(run(ada)).as("they are there again").isEqualTo(new Result(0, 1, 0, 0));
    }

    @Test
    void takesInNoHashThatIsALeverOnTheServer() {
        assertThat(run(line(ADA).hash(PasswordHash.of("$dear$secret")))).isEqualTo(new Result(0, 0, 1, 0));
        assertThat(refused).containsExactly(refusal(1, "/passwordHash", "hash-too-dear"));
    }

    @Test
    void letsThemSignInWithThePasswordThatTheyHad() {
        run(line(ADA).hash(HASH));

        assertThat(fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void letsNobodyInByAPasswordWhereThereIsNone() {
        run(line(ADA));

        assertThat(fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .isInstanceOf(SignIn.Result.InvalidCredentials.class);
        assertThat(fakes.users().credentials(ADA).orElseThrow().passwordHash().reveal())
                .startsWith("$fake$");
    }

    @Test
    void asksForTheSecondFactorThatDidNotComeAlong() {
        Result result = run(line(ADA).hash(HASH).withSecondFactor());

        assertThat(result).isEqualTo(new Result(1, 0, 0, 1));
        assertThat(fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .isInstanceOf(SignIn.Result.SecondFactorRequired.class);
        assertThat(fakes.sessions().all()).isEmpty();
    }

    @Test
    void makesANewUserOfWhoeverNothingElseIsSaidOf() {
        run(line(ADA));

        User ada = fakes.users().all().getFirst();
        assertThat(ada.status()).isEqualTo(UserStatus.ACTIVE);
        assertThat(ada.roles()).containsExactly(BuiltInRoles.USER);
        assertThat(ada.createdAt()).isEqualTo(fakes.clock().instant());
        assertThat(ada.lastSignInAt()).isNull();
    }

    @Test
    void leavesAloneWhoIsThereJustAsDescribed() {
        Line ada = line(ADA).id(ID).named("Ada").hash(HASH).createdAt(NOW);
        run(ada);
        User before = fakes.users().all().getFirst();

        assertThat(run(ada, line(BOB))).isEqualTo(new Result(1, 1, 0, 0));

        assertThat(fakes.users().all()).hasSize(2).contains(before);
        assertThat(fakes.auditTrail().events()).hasSize(2);
    }

    @Test
    void refusesAnAddressThatIsSomebodyElses() {
        User there = new Journey(fakes).signedIn(ADA).user();

        assertThat(run(line(ADA).hash(HASH).roles("admin"), line(BOB))).isEqualTo(new Result(1, 0, 1, 0));

        assertThat(refused).containsExactly(refusal(1, "/email", "taken"));
        assertThat(fakes.users().all()).contains(there);
    }

    @Test
    void passesThemOverIfToldTo() {
        User there = new Journey(fakes).signedIn(ADA).user();

        assertThat(run(Set.of(Option.SKIP_EXISTING), line(ADA).roles("admin"), line(BOB)))
                .isEqualTo(new Result(1, 1, 0, 0));

        assertThat(refused).isEmpty();
        assertThat(fakes.users().all()).contains(there);
    }

    @Test
    void refusesAnIdThatIsSomebodyElses() {
        run(line(ADA).id(ID));

        assertThat(run(line(BOB).id(ID))).isEqualTo(new Result(0, 0, 1, 0));
        assertThat(refused).containsExactly(refusal(1, "/id", "taken"));
    }

    @Test
    void refusesWhatTheFileSaysTwice() {
        assertThat(run(line(ADA).id(ID), line(ADA), line(BOB).id(ID))).isEqualTo(new Result(1, 0, 2, 0));

        assertThat(refused).containsExactly(refusal(2, "/email", "repeated"), refusal(3, "/id", "repeated"));
    }

    @Test
    void remembersTheWholeFile() {
        Line[] lines = new Line[2_001];
        for (int i = 0; i < 2_000; i++) {
            lines[i] = line(EmailAddress.of("user" + i + "@example.com"));
        }
        lines[2_000] = line(EmailAddress.of("user0@example.com"));

        assertThat(run(Set.of(Option.DRY_RUN), lines)).isEqualTo(new Result(2_000, 0, 1, 0));
        assertThat(run(lines)).isEqualTo(new Result(2_000, 0, 1, 0));
        assertThat(refused).containsExactly(refusal(2_001, "/email", "repeated"));
    }

    @Test
    void tellsEverythingThatIsWrongWithALine() {
        Instant later = fakes.clock().instant().plusSeconds(1);

        run(line(ADA)
                .roles("user", "sales")
                .hash(PasswordHash.of("$broken$"))
                .createdAt(later)
                .lastSignInAt(later));

        assertThat(refused)
                .containsExactly(new ImportLine.Refused(
                        1,
                        List.of(
                                new LineFault("/roles", "unknown-role"),
                                new LineFault("/passwordHash", "unsupported-hash"),
                                new LineFault("/createdAt", "in-the-future"),
                                new LineFault("/lastSignInAt", "in-the-future"))));
        assertThat(fakes.users().all()).isEmpty();
    }

    @Test
    void passesOnWhatCouldNotBeRead() {
        ImportLine.Refused broken = refusal(7, "", "malformed-json");

        Result result = fakes.sallyport()
                .importUsers()
                .handle(new ImportUsers.Command(
                        List.<ImportLine>of(broken).iterator(), Set.of(), ENGLISH, refused::add));

        assertThat(result).isEqualTo(new Result(0, 0, 1, 0));
        assertThat(refused).containsExactly(broken);
    }

    @Test
    void judgesAndWritesNothingIfToldTo() {
        assertThat(run(
                        Set.of(Option.DRY_RUN),
                        line(ADA).withSecondFactor(),
                        line(BOB).roles("sales")))
                .isEqualTo(new Result(1, 0, 1, 1));

        assertThat(refused).containsExactly(refusal(2, "/roles", "unknown-role"));
        assertThat(fakes.users().all()).isEmpty();
        assertThat(fakes.auditTrail().events()).isEmpty();
    }

    @Test
    void handsOutWhomItTakesInAndWritesThatDown() {
        run(line(ADA).id(ID).hash(HASH).withSecondFactor(), line(BOB).suspended());
        List<CarriedUser> out = new ArrayList<>();

        assertThat(fakes.sallyport().exportUsers().handle(new ExportUsers.Command(out::add)))
                .isEqualTo(new ExportUsers.Result(2));

        assertThat(out).extracting(CarriedUser::email).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(fakes.auditTrail().events()).last().isEqualTo(new AuditEvent.UsersExported(new Author.Operator()));
    }
}
