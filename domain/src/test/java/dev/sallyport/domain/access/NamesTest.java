package dev.sallyport.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "user", "sales-2", "s0"})
    void readsNamesOfRoles(String text) {
        assertThat(RoleName.parse(text)).isEqualTo(Parsed.valid(new RoleName(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "admın", "2sales", "-sales", "sa les", "sales\n", "a:b", "ÄDMIN"})
    void refusesWhatIsNoNameOfARole(String text) {
        assertThat(RoleName.parse(text)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
        assertThatThrownBy(() -> new RoleName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders:read", "a:b", "o-1:r-2"})
    void readsPermissions(String text) {
        assertThat(Permission.parse(text)).isEqualTo(Parsed.valid(new Permission(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "orders", "orders:", ":read", "orders:read:all", "Orders:read", "orders:*", "orders: read"})
    void refusesWhatIsNoPermission(String text) {
        assertThat(Permission.parse(text)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
        assertThatThrownBy(() -> new Permission(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesSixtyFourCharactersAndNoMore() {
        String longest = "r".repeat(64);

        assertThat(RoleName.parse(longest)).isEqualTo(Parsed.valid(new RoleName(longest)));
        assertThat(RoleName.parse(longest + "r")).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
        assertThat(Permission.parse(longest + ":" + longest))
                .isEqualTo(Parsed.valid(new Permission(longest + ":" + longest)));
        assertThat(Permission.parse(longest + ":" + longest + "r")).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void readsWhatRolesAreFor() {
        assertThat(RoleDescription.parse("  Sells. ")).isEqualTo(Parsed.valid(new RoleDescription("Sells.")));
        assertThat(RoleDescription.parse("")).isEqualTo(Parsed.valid(RoleDescription.NONE));
        assertThat(RoleDescription.parse("😀".repeat(500)).orThrow().value()).hasSize(1000);
        assertThat(RoleDescription.parse("😀".repeat(501))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(RoleDescription.parse("e\u0301".repeat(3000))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(RoleDescription.parse("a\nb")).isEqualTo(Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS));
        assertThat(RoleDescription.parse("a\u202eb")).isEqualTo(Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " a\nb ", "e\u0301", "\u202e", "a\u2028", "\ud800", "\ud834\udd5e"})
    void makesADescriptionOfWhateverIsThere(String text) {
        for (String any : List.of(text, text.repeat(600))) {
            RoleDescription closest = RoleDescription.closestTo(any);

            assertThat(RoleDescription.parse(closest.value())).isEqualTo(Parsed.valid(closest));
        }
    }

    @Test
    void leavesWhatIsADescriptionAsItIs() {
        assertThat(RoleDescription.closestTo("Sells.")).isEqualTo(new RoleDescription("Sells."));
        assertThat(RoleDescription.closestTo(" a\nb ")).isEqualTo(new RoleDescription("a b"));
        assertThat(RoleDescription.closestTo("e\u0301")).isEqualTo(new RoleDescription("\u00e9"));
    }
}
