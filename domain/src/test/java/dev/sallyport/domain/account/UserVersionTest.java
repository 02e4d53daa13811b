package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.access.RoleName;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserVersionTest {
    private static final RoleName SUPPORT = new RoleName("support");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final User ada = user("0195d3c4-0000-7000-8000-000000000001");

    private static User user(String id) {
        return User.proven(
                new UserId(UUID.fromString(id)),
                EmailAddress.of("ada@example.com"),
                new DisplayName("Ada"),
                new LanguageTag("en"),
                Set.of(BuiltInRoles.USER),
                NOW);
    }

    @Test
    void isAnotherWheneverSomethingIsThatAnAdministratorCanChange() {
        Stream<User> changed = Stream.of(
                ada.withProfile(new DisplayName("Ada L."), ada.locale()),
                ada.withProfile(null, ada.locale()),
                ada.withProfile(ada.displayName(), new LanguageTag("de")),
                ada.withEmail(EmailAddress.of("ada@example.org")),
                ada.withStatus(UserStatus.SUSPENDED),
                ada.withStatus(UserStatus.DELETING),
                ada.withSecondFactor(true),
                ada.withRights(new Rights(Set.of(), Set.of())),
                ada.withRights(new Rights(Set.of(BuiltInRoles.USER, SUPPORT), Set.of())),
                user("0195d3c4-0000-7000-8000-000000000002"));

        assertThat(Stream.concat(Stream.of(ada), changed).map(UserVersion::of))
                .doesNotHaveDuplicates()
                .hasSize(11);
    }

    @Test
    void staysWhenTheUserSignsInOrARoleAllowsSomethingElse() {
        UserVersion version = UserVersion.of(ada);

        assertThat(UserVersion.of(ada.signedInAt(NOW.plusSeconds(60)))).isEqualTo(version);
        assertThat(UserVersion.of(ada.withRights(new Rights(ada.roles(), Set.of(new Permission("orders:read"))))))
                .isEqualTo(version);
    }

    @Test
    void isTheSameInWhateverOrderTheRolesCome() {
        Set<RoleName> oneWay = new LinkedHashSet<>(List.of(SUPPORT, BuiltInRoles.USER));
        Set<RoleName> otherWay = new LinkedHashSet<>(List.of(BuiltInRoles.USER, SUPPORT));

        assertThat(UserVersion.of(ada.withRights(new Rights(oneWay, Set.of()))))
                .isEqualTo(UserVersion.of(ada.withRights(new Rights(otherWay, Set.of()))));
    }

    @Test
    void fitsIntoAnEntityTag() {
        assertThat(UserVersion.of(ada).value()).matches("[A-Za-z0-9_-]{22}");
    }
}
