package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.admin.UserDirectory.Filter;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link UserDirectory} promises. */
public abstract class UserDirectoryContract {
    private static final RoleName SALES = new RoleName("sales");
    private static final Permission ORDERS = new Permission("orders:read");

    private long last;

    /** The adapter under test. */
    protected abstract UserDirectory directory();

    /** The accounts that are looked for. */
    protected abstract Users users();

    /** Their roles. */
    protected abstract Roles roles();

    protected abstract void suspend(UserId user);

    @Test
    void goesThroughAllFromTheNewestToTheOldest() {
        List<UserId> added = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            added.addFirst(add("user" + i + "@example.com", null).id());
        }

        List<User> first = directory().page(Filter.NONE, null, 3);
        List<User> second = directory().page(Filter.NONE, first.getLast().id(), 3);
        List<User> third = directory().page(Filter.NONE, second.getLast().id(), 3);

        assertThat(ids(first)).isEqualTo(added.subList(0, 3));
        assertThat(ids(second)).isEqualTo(added.subList(3, 6));
        assertThat(ids(third)).isEqualTo(added.subList(6, 7));
        assertThat(directory().page(Filter.NONE, third.getLast().id(), 3)).isEmpty();
    }

    @Test
    void showsAUserWithTheirRolesAndWhatThoseAllow() {
        User ada = add("ada@example.com", "Ada");
        add("grace@example.com", null);
        roles().add(SALES, RoleDescription.NONE, NOW);
        roles().allow(SALES, ORDERS);
        roles().grant(ada.id(), SALES);

        User found = directory().page(filter("ada@"), null, 2).getFirst();

        assertThat(found.roles()).containsExactlyInAnyOrder(SALES, BuiltInRoles.USER);
        assertThat(found.permissions()).containsExactly(ORDERS);
        assertThat(directory().find(ada.id())).contains(found);
        assertThat(directory().find(new UserId(new UUID(1, 1)))).isEmpty();
    }

    @Test
    void findsAPartOfAnAddressOrAName() {
        User ada = add("ada.lovelace@example.com", "Countess");
        User grace = add("grace@navy-yard.example", "Grace Brewster Hopper");
        User mei = add("mei@example.org", null);

        assertThat(found("lovelace")).containsExactly(ada.id());
        assertThat(found("e@navy-y")).containsExactly(grace.id());
        assertThat(found("ter Hop")).containsExactly(grace.id());
        assertThat(found("ess")).containsExactly(ada.id());
        assertThat(found("example")).containsExactly(mei.id(), grace.id(), ada.id());
        assertThat(found(".com")).containsExactly(ada.id());
        assertThat(found("nobody")).isEmpty();
        assertThat(found("comCount"))
                .as("where the one ends and the other begins")
                .isEmpty();
    }

    @Test
    void takesUpperAndLowerCaseAsTheSame() {
        User zoe = add("zoe@example.com", "Zo\u00cb Washburne");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr", "TR"));
        try {
            assertThat(found("ZO\u00cb")).containsExactly(zoe.id());
            assertThat(found("zo\u00eb wash")).containsExactly(zoe.id());
            assertThat(found("ZOE@EXAMPLE")).containsExactly(zoe.id());
            assertThat(found("WASHB")).containsExactly(zoe.id());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void findsWhatIsShortAtTheBeginningAlone() {
        User ada = add("ada@example.com", "Countess");
        User mei = add("mei@example.org", "\u674e\u660e");

        assertThat(found("ad")).containsExactly(ada.id());
        assertThat(found("CO")).containsExactly(ada.id());
        assertThat(found("m")).containsExactly(mei.id());
        assertThat(found("\u674e")).containsExactly(mei.id());
        assertThat(found("\u674e\u660e")).containsExactly(mei.id());
        assertThat(found("da")).isEmpty();
        assertThat(found("\u660e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "%%%",
                "___",
                "\\",
                "\\\\\\",
                "'",
                "''';",
                "a%a",
                "a_a@",
                "a\\%@",
                "\"\"\"",
                "***",
                "???",
                ":text",
                "$1;--",
                "%adam%",
                "(((",
                "\ud83d\ude00\ud83d\ude00\ud83d\ude00",
                "\udbff\udfff",
                "\ufffd\ufffd\ufffd"
            })
    void takesEveryCharacterForItself(String text) {
        add("ada@example.com", "Adam \u0130");

        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "_", "100% me", "0% m", "_-_", "o'b", "\\o/", "O'B", "a\\o", "+news", "k+n", "{x}", "%_{x}"
            })
    void findsWhatMeansSomethingElseElsewhere(String text) {
        User odd = add("%_{x}_-_k+news@example.com", "100% me a\\o/ O'Brien");
        add("ada@example.com", "Ada Obrien");

        if (text.length() >= 3) {
            assertThat(found(text)).containsExactly(odd.id());
        } else {
            assertThat(found(text)).isEqualTo(text.equals("%") ? List.of(odd.id()) : List.of());
        }
    }

    @Test
    void tellsWhoCanUseTheirAccount() {
        User ada = add("ada@example.com", null);
        User grace = add("grace@example.com", null);
        suspend(grace.id());

        assertThat(found(new Filter(null, Standing.ACTIVE, null))).containsExactly(ada.id());
        assertThat(found(new Filter(null, Standing.SUSPENDED, null))).containsExactly(grace.id());
        assertThat(found(new Filter(new SearchText("example"), Standing.SUSPENDED, null)))
                .containsExactly(grace.id());
        assertThat(found(new Filter(new SearchText("ad"), Standing.SUSPENDED, null)))
                .isEmpty();
    }

    @Test
    void tellsWhoHasARole() {
        User ada = add("ada@example.com", null);
        User grace = add("grace@example.com", null);
        User mei = add("mei@example.com", null);
        roles().add(SALES, RoleDescription.NONE, NOW);
        roles().grant(ada.id(), SALES);
        roles().grant(grace.id(), SALES);
        suspend(grace.id());
        SearchText example = new SearchText("example");

        assertThat(found(new Filter(null, null, SALES))).containsExactly(grace.id(), ada.id());
        assertThat(found(new Filter(null, null, BuiltInRoles.USER))).containsExactly(mei.id(), grace.id(), ada.id());
        assertThat(found(new Filter(null, null, new RoleName("unheard-of")))).isEmpty();
        assertThat(found(new Filter(null, Standing.ACTIVE, SALES))).containsExactly(ada.id());
        assertThat(found(new Filter(null, Standing.SUSPENDED, SALES))).containsExactly(grace.id());
        assertThat(found(new Filter(null, Standing.SUSPENDED, BuiltInRoles.ADMIN)))
                .isEmpty();
        assertThat(found(new Filter(example, null, SALES))).containsExactly(grace.id(), ada.id());
        assertThat(found(new Filter(new SearchText("ada"), Standing.ACTIVE, SALES)))
                .containsExactly(ada.id());
        assertThat(found(new Filter(new SearchText("g"), Standing.SUSPENDED, SALES)))
                .containsExactly(grace.id());
        assertThat(found(new Filter(example, Standing.SUSPENDED, BuiltInRoles.ADMIN)))
                .isEmpty();
    }

    @Test
    void goesFromPageToPageOfWhatFits() {
        roles().add(SALES, RoleDescription.NONE, NOW);
        List<UserId> fitting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            User user = add("sales" + i + "@example.com", null);
            roles().grant(user.id(), SALES);
            fitting.addFirst(user.id());
            add("other" + i + "@example.com", null);
        }

        for (Filter filter : List.of(
                filter("sales"),
                filter("sa"),
                new Filter(null, null, SALES),
                new Filter(new SearchText("ale"), Standing.ACTIVE, SALES))) {
            List<User> first = directory().page(filter, null, 2);
            List<User> second = directory().page(filter, first.getLast().id(), 2);
            List<User> third = directory().page(filter, second.getLast().id(), 2);

            assertThat(ids(first)).as(filter.toString()).isEqualTo(fitting.subList(0, 2));
            assertThat(ids(second)).isEqualTo(fitting.subList(2, 4));
            assertThat(ids(third)).isEqualTo(fitting.subList(4, 5));
        }
    }

    private List<UserId> found(String text) {
        return found(filter(text));
    }

    private List<UserId> found(Filter filter) {
        return ids(directory().page(filter, null, 20));
    }

    private static Filter filter(String text) {
        return new Filter(new SearchText(text), null, null);
    }

    private static List<UserId> ids(List<User> users) {
        return users.stream().map(User::id).toList();
    }

    /** Somebody newer than all before. */
    protected User add(String email, @Nullable String displayName) {
        User user = User.proven(
                new UserId(new UUID(0x0195_d3c4_0000_7000L, ++last)),
                EmailAddress.of(email),
                displayName == null ? null : new DisplayName(displayName),
                ENGLISH,
                Set.of(BuiltInRoles.USER),
                NOW);
        users().add(user, HASH);
        return user;
    }
}
