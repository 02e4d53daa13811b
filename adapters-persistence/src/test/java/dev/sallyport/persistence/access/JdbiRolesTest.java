package dev.sallyport.persistence.access;

import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.testing.RolesContract;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.User;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Meeting;
import dev.sallyport.persistence.testing.Sql;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbiRolesTest extends RolesContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final RoleName SALES = new RoleName("sales");
    private static final Permission ORDERS = new Permission("orders:read");

    @Override
    protected Roles roles() {
        return postgres.database().roles();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Test
    void knowsAnotherEditionAfterWhateverAnOperatorTypes() {
        Set<RolesEdition> seen = new HashSet<>(Set.of(roles().definitions().edition()));

        for (String change : List.of(
                "INSERT INTO roles VALUES ('sales')",
                "INSERT INTO role_permissions VALUES ('sales', 'orders:read')",
                "UPDATE role_permissions SET permission = 'orders:write' WHERE role = 'sales'",
                "UPDATE roles SET name = 'selling' WHERE name = 'sales'",
                "DELETE FROM role_permissions WHERE role = 'selling'",
                "DELETE FROM roles WHERE name = 'selling'",
                "BEGIN; TRUNCATE role_permissions; INSERT INTO role_permissions VALUES ('admin', 'users:read'); COMMIT")) {
            Sql.execute(postgres.settings(), change);

            assertThat(seen.add(roles().definitions().edition())).as(change).isTrue();
        }
    }

    @Test
    void keepsTheEditionWhereNothingChanges() {
        roles().add(SALES, RoleDescription.NONE, NOW);
        roles().allow(SALES, ORDERS);
        RolesEdition before = roles().definitions().edition();

        roles().allow(SALES, ORDERS);
        roles().revoke(SALES, new Permission("orders:write"));
        roles().add(SALES, RoleDescription.NONE, NOW);

        assertThat(roles().definitions().edition()).isEqualTo(before);
    }

    @Test
    void tellsTheEditionAlsoWhereThereIsNone() {
        Sql.execute(postgres.settings(), "DELETE FROM roles_edition");

        assertThat(roles().definitions().edition().value()).hasToString("00000000-0000-0000-0000-000000000000");
        assertThat(roles().definitions().permissions()).hasSize(2);
    }

    @Test
    void readsWhateverAnOperatorWroteAsADescription() {
        Sql.execute(postgres.settings(), "INSERT INTO roles VALUES ('sales', E' a\\nb '), ('buying', E'e\\u0301')");

        assertThat(roles().definitions().permissions()).hasSize(4);
        assertThat(roles().find(SALES).orElseThrow().description()).isEqualTo(new RoleDescription("a b"));
        assertThat(roles().page(null, 10))
                .extracting(role -> role.description().value())
                .contains("a b", "\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO roles VALUES ('No Such Form')",
                "INSERT INTO role_permissions VALUES ('admin', 'orders')",
                "INSERT INTO role_permissions VALUES ('nobody', 'orders:read')",
                "DELETE FROM roles WHERE name = 'sales'",
                "DELETE FROM roles WHERE name = 'user'",
                "UPDATE roles SET name = 'root' WHERE name = 'admin'",
                "TRUNCATE roles CASCADE",
                "INSERT INTO user_roles SELECT id, 'nobody' FROM users"
            })
    void refusesFromAnybodyWhatNoVersionCouldReadOrDoWithout(String sql) {
        roles().add(SALES, RoleDescription.NONE, NOW);
        roles().grant(ada().id(), SALES);

        assertThatThrownBy(() -> Sql.execute(postgres.settings(), sql)).hasMessageContaining(sql);
    }

    @Test
    void tellsOfAdministratorsWhatTheyMustHaveWhateverAnOperatorDeleted() {
        User ada = ada();
        roles().grant(ada.id(), BuiltInRoles.ADMIN);

        Sql.execute(postgres.settings(), "DELETE FROM role_permissions");

        assertThat(roles().find(BuiltInRoles.ADMIN).orElseThrow().permissions()).hasSize(7);
        assertThat(users().hold(ada.id()).orElseThrow().permissions()).hasSize(7);
    }

    @Test
    void removesNoRoleThatSomebodyIsGettingAtTheSameMoment() {
        roles().add(SALES, RoleDescription.NONE, NOW);
        User ada = ada();

        boolean removed = new Meeting(postgres)
                .whileUncommittedSql(
                        "INSERT INTO user_roles VALUES ('" + ada.id() + "', 'sales')", () -> roles().remove(SALES));

        assertThat(removed).isFalse();
    }

    @Test
    void holdsARoleAsWhoeverHeldItBeforeLeftIt() {
        roles().add(SALES, RoleDescription.NONE, NOW);

        var held = new Meeting(postgres)
                .whileUncommitted(
                        () -> {
                            roles().hold(SALES);
                            roles().allow(SALES, ORDERS);
                        },
                        () -> postgres.database().transactor().inTransaction(() -> roles().hold(SALES)));

        assertThat(held.orElseThrow().permissions()).containsExactly(ORDERS);
    }

    @Test
    void holdsUsersWithTheRolesThatWhoeverHeldThemBeforeLeftThem() {
        User ada = ada();
        roles().add(SALES, RoleDescription.NONE, NOW);
        roles().allow(SALES, ORDERS);

        List<User> held = new Meeting(postgres)
                .whileUncommittedSql(
                        "SELECT 1 FROM users FOR UPDATE; INSERT INTO user_roles VALUES ('" + ada.id() + "', 'sales')",
                        () -> postgres.database()
                                .transactor()
                                .inTransaction(() -> users().holdBoth(ada.id(), ada.id())));

        assertThat(held).extracting(User::permissions).containsExactly(Set.of(ORDERS));
    }

    @Test
    void letsPeopleGetARoleWhileSomebodyChangesIt() {
        roles().add(SALES, RoleDescription.NONE, NOW);
        User ada = ada();

        postgres.database().transactor().inTransaction(() -> {
            roles().hold(SALES);
            roles().describe(SALES, new RoleDescription("Sells."));
            return Optional.of(Meeting.onAnotherThread(() -> {
                roles().grant(ada.id(), SALES);
                return true;
            }));
        });

        assertThat(users().hold(ada.id()).orElseThrow().roles()).contains(SALES);
    }

    private User ada() {
        User ada = Samples.ordinary(Samples.ADA);
        users().add(ada, HASH);
        return ada;
    }
}
