package dev.sallyport.domain.access;

import static dev.sallyport.domain.access.Delegation.Objection.BUILT_IN;
import static dev.sallyport.domain.access.Delegation.Objection.MORE_THAN_HELD;
import static dev.sallyport.domain.access.Delegation.Objection.NOT_ALLOWED;
import static dev.sallyport.domain.access.Delegation.Objection.TOO_MANY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.access.Delegation.Objection;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may give which rights to whom, and take them: ASVS 8.4.2. */
class DelegationTest {
    private static final String NONE = "";
    private static final Permission ORDERS = new Permission("orders:read");
    private static final RoleName SALES = new RoleName("sales");

    private static final Role ADMIN_ROLE = role(
            BuiltInRoles.ADMIN,
            BuiltInRoles.fixedPermissionsOf(BuiltInRoles.ADMIN).stream()
                    .map(Permission::value)
                    .collect(Collectors.joining(" ")));
    private static final Rights ADMIN = ADMIN_ROLE.rights();

    /** Everything that there is today, and yet no administrator. */
    private static final Rights ALL_OF_TODAY = new Rights(Set.of(SALES), ADMIN.permissions());

    private static final Rights NOBODY = rights(NONE);

    static Stream<Arguments> grants() {
        return Stream.of(
                grant("an administrator grants what nobody holds", ADMIN, NOBODY, role(SALES, "orders:read"), null),
                grant("an administrator makes another", ADMIN, NOBODY, ADMIN_ROLE, null),
                grant(
                        "one grants what one holds",
                        rights("users:write orders:read"),
                        NOBODY,
                        sales("orders:read"),
                        null),
                grant(
                        "one grants what one has oneself, though it allows nothing",
                        new Rights(Set.of(SALES), Set.of(Delegation.WRITE_USERS)),
                        NOBODY,
                        sales(NONE),
                        null),
                grant(
                        "nobody grants what one has not and that allows nothing here: it may mean a lot elsewhere",
                        rights("users:write"),
                        NOBODY,
                        sales(NONE),
                        MORE_THAN_HELD),
                grant("an administrator does", ADMIN, NOBODY, sales(NONE), null),
                grant("nobody grants more", rights("users:write"), NOBODY, sales("orders:read"), MORE_THAN_HELD),
                grant("not even a part of it", rights("users:write a:b"), NOBODY, sales("a:b a:c"), MORE_THAN_HELD),
                grant("nobody else makes administrators", ALL_OF_TODAY, NOBODY, ADMIN_ROLE, MORE_THAN_HELD),
                grant(
                        "one touches nobody who has more",
                        rights("users:write"),
                        rights("a:b"),
                        sales(NONE),
                        MORE_THAN_HELD),
                grant("no administrator either", ALL_OF_TODAY, ADMIN, sales(NONE), MORE_THAN_HELD),
                grant("writing roles is not enough", rights("roles:write"), NOBODY, sales(NONE), NOT_ALLOWED),
                grant("nor is having nothing", NOBODY, NOBODY, sales(NONE), NOT_ALLOWED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grants")
    void grantsRoles(String what, Rights caller, Rights user, Role role, @Nullable Objection expected) {
        assertThat(Delegation.toGrant(caller, user, role)).isEqualTo(Optional.ofNullable(expected));
    }

    private static Arguments grant(String what, Rights caller, Rights user, Role role, @Nullable Objection expected) {
        return Arguments.of(what, caller, user, role, expected);
    }

    static Stream<Arguments> takings() {
        return Stream.of(
                Arguments.of("an administrator from an administrator", ADMIN, ADMIN, null),
                Arguments.of("from somebody with as much", rights("users:write"), rights("users:write"), null),
                Arguments.of("from somebody with less", rights("users:write a:b"), rights("a:b"), null),
                Arguments.of("from somebody with more", rights("users:write"), rights("a:b"), MORE_THAN_HELD),
                Arguments.of("from an administrator", ALL_OF_TODAY, ADMIN, MORE_THAN_HELD),
                Arguments.of("without being allowed to", rights("roles:write"), NOBODY, NOT_ALLOWED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("takings")
    void takesRoles(String what, Rights caller, Rights user, @Nullable Objection expected) {
        assertThat(Delegation.toTake(caller, user, sales("users:write"))).isEqualTo(Optional.ofNullable(expected));
        assertThat(Delegation.toAdminister(caller, user)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void nobodyTakesWhatTheyCouldNotGive() {
        assertThat(Delegation.toTake(rights("users:write"), NOBODY, sales(NONE)))
                .contains(MORE_THAN_HELD);
        assertThat(Delegation.toTake(rights("users:write"), NOBODY, sales("a:b")))
                .contains(MORE_THAN_HELD);
        assertThat(Delegation.toTake(ADMIN, NOBODY, sales(NONE))).isEmpty();
    }

    static Stream<Arguments> callersOfPermissions() {
        return Stream.of(
                Arguments.of("an administrator, whatever it is", ADMIN, null),
                Arguments.of("one who holds all of the role", rights("roles:write orders:read a:b"), null),
                Arguments.of("one who lacks it", rights("roles:write a:b"), MORE_THAN_HELD),
                Arguments.of("one who lacks what else there is", rights("roles:write orders:read"), MORE_THAN_HELD),
                Arguments.of("one who holds it and may not write roles", rights("orders:read"), NOT_ALLOWED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callersOfPermissions")
    void putsPermissionsIntoRolesAndTakesThemOut(String who, Rights caller, @Nullable Objection expected) {
        assertThat(Delegation.toAllow(caller, sales("a:b"), ORDERS)).isEqualTo(Optional.ofNullable(expected));
        assertThat(Delegation.toRevoke(caller, sales("a:b orders:read"), ORDERS))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void letsNobodyElseTouchTheRoleOfAdministrators() {
        assertThat(Delegation.toAllow(ALL_OF_TODAY, ADMIN_ROLE, new Permission("users:read")))
                .contains(MORE_THAN_HELD);
        assertThat(Delegation.toRevoke(ALL_OF_TODAY, ADMIN_ROLE, new Permission("users:read")))
                .contains(MORE_THAN_HELD);
    }

    @Test
    void givesEverybodyWhatApplicationsHaveButNothingThatConcernsTheInstallation() {
        Role everybodys = role(BuiltInRoles.USER, "a:b");

        assertThat(Delegation.toAllow(ADMIN, everybodys, ORDERS)).isEmpty();
        assertThat(Delegation.toAllow(rights("roles:write orders:read"), everybodys, ORDERS))
                .as("whatever else everybody may do")
                .isEmpty();
        assertThat(Delegation.toRevoke(rights("roles:write orders:read"), everybodys, ORDERS))
                .contains(MORE_THAN_HELD);
        assertThat(Delegation.toAllow(rights("roles:write"), everybodys, new Permission("mail:read")))
                .contains(MORE_THAN_HELD);
        assertThat(ADMIN.permissions())
                .allSatisfy(administrative -> assertThat(Delegation.toAllow(ADMIN, everybodys, administrative))
                        .contains(BUILT_IN));
    }

    @Test
    void leavesTheAdministratorsWhatTheyMustHave() {
        assertThat(ADMIN.permissions()).hasSize(7).allSatisfy(fixed -> {
            assertThat(Delegation.toRevoke(ADMIN, ADMIN_ROLE, fixed)).contains(BUILT_IN);
            assertThat(Delegation.toRevoke(ADMIN, role(BuiltInRoles.USER, fixed.value()), fixed))
                    .isEmpty();
        });
        assertThat(Delegation.toRevoke(ADMIN, ADMIN_ROLE, ORDERS)).isEmpty();
    }

    @Test
    void deletesRolesButForThoseThatAreBuiltIn() {
        assertThat(Delegation.toDelete(ADMIN, sales("orders:read"))).isEmpty();
        assertThat(Delegation.toDelete(rights("roles:write a:b"), sales("a:b"))).isEmpty();
        assertThat(Delegation.toDelete(rights("roles:write"), sales("a:b"))).contains(MORE_THAN_HELD);
        assertThat(Delegation.toDelete(rights("users:write"), sales(NONE))).contains(NOT_ALLOWED);
        assertThat(Delegation.toDelete(ADMIN, ADMIN_ROLE)).contains(BUILT_IN);
        assertThat(Delegation.toDelete(ADMIN, role(BuiltInRoles.USER, NONE))).contains(BUILT_IN);
    }

    @Test
    void givesNobodyMoreRolesThanTheirAccessTokensCanList() {
        Set<RoleName> fortyNine =
                IntStream.range(0, 49).mapToObj(i -> new RoleName("role-" + i)).collect(Collectors.toSet());
        Set<RoleName> fifty = new HashSet<>(fortyNine);
        fifty.add(SALES);

        assertThat(Delegation.toGrant(ADMIN, new Rights(fortyNine, Set.of()), sales(NONE)))
                .isEmpty();
        assertThat(Delegation.toGrant(ADMIN, new Rights(fifty, Set.of()), sales(NONE)))
                .as("they have it")
                .isEmpty();
        assertThat(Delegation.toGrant(ADMIN, new Rights(fifty, Set.of()), ADMIN_ROLE))
                .contains(TOO_MANY);
    }

    @Test
    void makesRolesOfWhatTheCallerHolds() {
        assertThat(Delegation.toCreate(ADMIN, permissions("orders:read users:write")))
                .isEmpty();
        assertThat(Delegation.toCreate(rights("roles:write"), Set.of())).isEmpty();
        assertThat(Delegation.toCreate(rights("roles:write a:b"), permissions("a:b")))
                .isEmpty();
        assertThat(Delegation.toCreate(rights("roles:write a:b"), permissions("a:b a:c")))
                .contains(MORE_THAN_HELD);
        assertThat(Delegation.toCreate(rights("a:b"), permissions("a:b"))).contains(NOT_ALLOWED);
    }

    @Test
    void describesRolesIfTheyMayBeWritten() {
        assertThat(Delegation.toDescribe(rights("roles:write"))).isEmpty();
        assertThat(Delegation.toDescribe(rights("roles:read"))).contains(NOT_ALLOWED);
    }

    private static Role sales(String permissions) {
        return role(SALES, permissions);
    }

    private static Role role(RoleName name, String permissions) {
        return new Role(name, RoleDescription.NONE, permissions(permissions), Instant.EPOCH);
    }

    private static Rights rights(String permissions) {
        return new Rights(Set.of(BuiltInRoles.USER), permissions(permissions));
    }

    private static Set<Permission> permissions(String texts) {
        return Arrays.stream(texts.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(Permission::new)
                .collect(Collectors.toSet());
    }
}
