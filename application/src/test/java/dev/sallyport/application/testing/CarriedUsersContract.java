package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.CarriedUser;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link CarriedUsers} promises. */
public abstract class CarriedUsersContract {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
    private static final Set<RoleName> USER = Set.of(BuiltInRoles.USER);

    /** The adapter under test, with no accounts. */
    protected abstract CarriedUsers carried();

    /** The same accounts, one by one. */
    protected abstract Users users();

    /** What was written down of them. */
    protected abstract AuditTrail auditTrail();

    private static UserId id(int number) {
        return new UserId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    private static CarriedUser plain(int number, EmailAddress email) {
        return new CarriedUser(id(number), email, null, ENGLISH, UserStatus.ACTIVE, USER, HASH, false, NOW, null);
    }

    @Test
    void addsAccountsWithAllThatIsCarried() {
        CarriedUser ada = new CarriedUser(
                id(1),
                ADA,
                new DisplayName("Ada \"the first\", {1}"),
                LanguageTag.of("tr"),
                UserStatus.SUSPENDED,
                Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN),
                PasswordHash.of("$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0$AAAA"),
                true,
                NOW.minusNanos(1_000),
                NOW);
        CarriedUser bob =
                new CarriedUser(id(2), BOB, null, ENGLISH, UserStatus.ACTIVE, Set.of(), HASH, false, NOW, null);

        assertThat(carried().add(List.of(ada, bob))).containsExactlyInAnyOrder(id(1), id(2));

        assertThat(carried().page(null, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("passwordHash")
                .containsExactly(ada, bob);
        assertThat(carried().page(null, 10).getFirst().passwordHash().matches(ada.passwordHash()))
                .isTrue();
        User found = users().credentials(ADA).orElseThrow().user();
        assertThat(found.roles()).isEqualTo(ada.roles());
        assertThat(found.status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(found.twoFactorEnabled()).isTrue();
    }

    @Test
    void leavesAloneWhoIsThere() {
        carried().add(List.of(plain(1, ADA)));

        assertThat(carried().add(List.of(plain(2, ADA), plain(1, EVE), plain(3, BOB))))
                .containsExactly(id(3));

        assertThat(carried().page(null, 10)).extracting(CarriedUser::email).containsExactly(ADA, BOB);
    }

    @Test
    void addsOneOfSeveralWithTheSameAddress() {
        assertThat(carried().add(List.of(plain(1, ADA), plain(2, ADA)))).hasSize(1);

        assertThat(carried().page(null, 10)).hasSize(1);
    }

    @Test
    void addsNobodyIfThereIsNobody() {
        assertThat(carried().add(List.of())).isEmpty();
        assertThat(carried().page(null, 10)).isEmpty();
    }

    @Test
    void findsByAddressAndById() {
        carried().add(List.of(plain(1, ADA), plain(2, BOB), plain(3, EVE)));

        assertThat(carried().find(Set.of(ADA), Set.of(id(3), id(4))))
                .extracting(CarriedUser::email)
                .containsExactlyInAnyOrder(ADA, EVE);
        assertThat(carried().find(Set.of(), Set.of())).isEmpty();
    }

    @Test
    void knowsWhoWasDeleted() {
        auditTrail()
                .record(List.of(
                        entry(1, new AuditEvent.AccountDeleted(id(1))),
                        entry(2, new AuditEvent.AccountDeleted(id(1))),
                        entry(3, new AuditEvent.AccountCreated(id(2), Origin.IMPORT, Optional.empty())),
                        entry(4, new AuditEvent.AccountDeleted(id(3)))));

        assertThat(carried().deleted(Set.of(id(1), id(2), id(4)))).containsExactly(id(1));
        assertThat(carried().deleted(Set.of())).isEmpty();
    }

    private static AuditEntry entry(int number, AuditEvent event) {
        return new AuditEntry(new UUID(0x0190_0000_0000_7001L, 0x8000_0000_0000_0000L + number), NOW, event, CLIENT);
    }

    @Test
    void showsAllPageByPage() {
        carried()
                .add(IntStream.rangeClosed(1, 7)
                        .mapToObj(number -> plain(number, EmailAddress.of("user" + number + "@example.com")))
                        .toList());

        List<CarriedUser> first = carried().page(null, 4);
        List<CarriedUser> second = carried().page(first.getLast().id(), 4);

        assertThat(first).extracting(CarriedUser::id).containsExactly(id(1), id(2), id(3), id(4));
        assertThat(second).extracting(CarriedUser::id).containsExactly(id(5), id(6), id(7));
        assertThat(carried().page(second.getLast().id(), 4)).isEmpty();
    }

    @Test
    void leavesOutWhoIsBeingDeleted() {
        CarriedUser leaving =
                new CarriedUser(id(1), ADA, null, ENGLISH, UserStatus.DELETING, USER, HASH, false, NOW, null);
        carried().add(List.of(leaving, plain(2, BOB)));

        assertThat(carried().page(null, 10)).extracting(CarriedUser::id).containsExactly(id(2));
        assertThat(carried().find(Set.of(ADA), Set.of())).hasSize(1);
    }
}
