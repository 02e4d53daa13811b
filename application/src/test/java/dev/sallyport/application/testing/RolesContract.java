package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link Roles} promises. */
public abstract class RolesContract {
    private static final RoleName SALES = new RoleName("sales");
    private static final RoleName BUYING = new RoleName("buying");
    private static final RoleDescription SELLS = new RoleDescription("Sells.");
    private static final Permission ORDERS = new Permission("orders:read");
    private static final Permission PRICES = new Permission("prices:write");

    /** The adapter under test. */
    protected abstract Roles roles();

    /** The accounts that have them. */
    protected abstract Users users();

    @Test
    void hasTheBuiltInOnes() {
        assertThat(roles().page(null, 10))
                .extracting(Role::name)
                .containsExactly(BuiltInRoles.ADMIN, BuiltInRoles.USER);
        assertThat(role(BuiltInRoles.ADMIN).permissions())
                .isEqualTo(BuiltInRoles.fixedPermissionsOf(BuiltInRoles.ADMIN));
        assertThat(role(BuiltInRoles.USER).permissions()).isEmpty();
    }

    @Test
    void keepsARoleWithWhatItIsForAndWhatItAllows() {
        assertThat(roles().add(SALES, SELLS, NOW)).contains(new Role(SALES, SELLS, Set.of(), NOW));
        assertThat(roles().allow(SALES, ORDERS)).isTrue();
        assertThat(roles().allow(SALES, PRICES)).isTrue();

        assertThat(roles().find(SALES)).contains(new Role(SALES, SELLS, Set.of(ORDERS, PRICES), NOW));
        assertThat(roles().hold(SALES)).isEqualTo(roles().find(SALES));
        assertThat(roles().find(BUYING)).isEmpty();
        assertThat(roles().hold(BUYING)).isEmpty();
    }

    @Test
    void addsNoRoleOfANameThatIsTaken() {
        roles().add(SALES, SELLS, NOW);

        assertThat(roles().add(SALES, RoleDescription.NONE, NOW)).isEmpty();
        assertThat(roles().add(BuiltInRoles.ADMIN, RoleDescription.NONE, NOW)).isEmpty();

        assertThat(role(SALES).description()).isEqualTo(SELLS);
    }

    @Test
    void addsARoleOnceHoweverManyTryAtOnce() {
        List<Optional<Role>> answers = Concurrently.times(10, i -> roles().add(SALES, SELLS, NOW));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void saysWhatARoleIsFor() {
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);

        roles().describe(SALES, new RoleDescription("Buys."));

        assertThat(role(SALES)).isEqualTo(new Role(SALES, new RoleDescription("Buys."), Set.of(ORDERS), NOW));
    }

    @Test
    void tellsWhetherPuttingAPermissionInOrTakingItOutChangedAnything() {
        roles().add(SALES, SELLS, NOW);

        assertThat(roles().revoke(SALES, ORDERS)).isFalse();
        assertThat(roles().allow(SALES, ORDERS)).isTrue();
        assertThat(roles().allow(SALES, ORDERS)).isFalse();
        assertThat(roles().revoke(SALES, ORDERS)).isTrue();

        assertThat(role(SALES).permissions()).isEmpty();
    }

    @Test
    void putsManyPermissionsInAtOnce() {
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);

        roles().allow(SALES, Set.of(ORDERS, PRICES));

        assertThat(role(SALES).permissions()).containsExactlyInAnyOrder(ORDERS, PRICES);
    }

    @Test
    void hasAdministratorsAllowedWhateverAnyRoleAllows() {
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);
        assertThat(role(BuiltInRoles.ADMIN).permissions()).hasSize(8).contains(ORDERS);

        assertThat(roles().allow(BuiltInRoles.ADMIN, ORDERS))
                .as("not by itself")
                .isTrue();
        roles().revoke(SALES, ORDERS);
        assertThat(role(BuiltInRoles.ADMIN).permissions()).contains(ORDERS);

        roles().revoke(BuiltInRoles.ADMIN, ORDERS);
        assertThat(role(BuiltInRoles.ADMIN).permissions()).hasSize(7);
    }

    @Test
    void countsRolesAndWhatEachOfThemLists() {
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);
        roles().allow(SALES, PRICES);

        assertThat(roles().count()).isEqualTo(3);
        assertThat(roles().countPermissions(SALES)).isEqualTo(2);
        assertThat(roles().countPermissions(BuiltInRoles.ADMIN)).isEqualTo(7);
        assertThat(roles().countPermissions(BuiltInRoles.USER)).isZero();
    }

    @Test
    void showsRolesAndPermissionsInPages() {
        roles().add(SALES, SELLS, NOW);
        roles().add(BUYING, SELLS, NOW);
        roles().allow(SALES, ORDERS);
        roles().allow(BUYING, ORDERS);

        assertThat(roles().page(null, 2)).extracting(Role::name).containsExactly(BuiltInRoles.ADMIN, BUYING);
        assertThat(roles().page(BUYING, 2)).extracting(Role::name).containsExactly(SALES, BuiltInRoles.USER);
        assertThat(roles().page(BuiltInRoles.USER, 2)).isEmpty();
        assertThat(roles().page(new RoleName("c"), 1)).extracting(Role::name).containsExactly(SALES);
        assertThat(roles().permissions(null, 3))
                .extracting(Permission::value)
                .containsExactly("audit:read", "mail:read", "mail:write");
        assertThat(roles().permissions(new Permission("mail:write"), 2))
                .extracting(Permission::value)
                .containsExactly("orders:read", "roles:read");
    }

    @Test
    void givesAUserARoleAndTakesItWithWhatItAllows() {
        User ada = ada();
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);

        roles().grant(ada.id(), SALES);
        roles().grant(ada.id(), SALES);
        assertThat(found(ada).roles()).containsExactlyInAnyOrder(BuiltInRoles.USER, SALES);
        assertThat(found(ada).permissions()).containsExactly(ORDERS);
        roles().allow(SALES, PRICES);
        assertThat(found(ada).permissions()).containsExactlyInAnyOrder(ORDERS, PRICES);

        roles().take(ada.id(), SALES);
        roles().take(ada.id(), SALES);
        assertThat(found(ada).roles()).containsExactly(BuiltInRoles.USER);
        assertThat(found(ada).permissions()).isEmpty();
    }

    @Test
    void tellsOfAdministratorsThatTheyMayDoWhateverAnyRoleAllows() {
        User ada = ada();
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);

        roles().grant(ada.id(), BuiltInRoles.ADMIN);

        assertThat(found(ada).permissions()).hasSize(8).contains(ORDERS);
    }

    @Test
    void removesARoleOnceNobodyHasIt() {
        User ada = ada();
        roles().add(SALES, SELLS, NOW);
        roles().allow(SALES, ORDERS);
        roles().grant(ada.id(), SALES);

        assertThat(roles().remove(SALES)).isFalse();
        assertThat(role(SALES).permissions()).containsExactly(ORDERS);
        roles().take(ada.id(), SALES);
        assertThat(roles().remove(SALES)).isTrue();

        assertThat(roles().find(SALES)).isEmpty();
        assertThat(roles().permissions(null, 100)).doesNotContain(ORDERS);
        roles().add(SALES, SELLS, NOW);
        assertThat(role(SALES).permissions()).as("nothing of the one before").isEmpty();
    }

    @Test
    void showsAllThatIsAllowedAtOneMoment() {
        roles().add(SALES, SELLS, NOW);
        roles().add(BUYING, SELLS, NOW);
        roles().allow(SALES, ORDERS);

        Roles.Definitions definitions = roles().definitions();

        assertThat(definitions.permissions())
                .isEqualTo(roles().page(null, 10).stream().collect(Collectors.toMap(Role::name, Role::permissions)))
                .containsEntry(SALES, Set.of(ORDERS))
                .containsEntry(BUYING, Set.of());
        assertThat(definitions.permissions().get(BuiltInRoles.ADMIN)).hasSize(8);
        assertThat(roles().definitions()).isEqualTo(definitions);
        roles().allow(SALES, PRICES);
        assertThat(roles().definitions().edition()).isNotEqualTo(definitions.edition());
    }

    private Role role(RoleName name) {
        return roles().find(name).orElseThrow();
    }

    private User ada() {
        User ada = Samples.ordinary(ADA);
        users().add(ada, HASH);
        return ada;
    }

    private User found(User user) {
        return users().hold(user.id()).orElseThrow();
    }
}
