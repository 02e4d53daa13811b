package dev.sallyport.persistence.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.admin.UserDirectory.Filter;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.application.testing.UserDirectoryContract;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbiUserDirectoryTest extends UserDirectoryContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final RoleName SALES = new RoleName("sales");

    /** More than are gone through one by one. All but the first came later than those whom the tests add. */
    private static final String MANY = """
            INSERT INTO users (id, email, password_hash, display_name, locale, status, two_factor_enabled, created_at)
            SELECT ('0195d3c5-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'many' || n || '@example.org',
                '$', CASE WHEN n % 2 = 0 THEN 'One of many' END, 'en', CASE WHEN n % 2 = 0 THEN 'suspended' ELSE 'active' END,
                false, now()
            FROM generate_series(1, 6000) n;
            INSERT INTO roles VALUES ('sales');
            INSERT INTO user_roles SELECT id, role FROM users, (VALUES ('user'), ('sales')) AS roles (role)
            WHERE email LIKE 'many%'
            """;

    @Override
    protected UserDirectory directory() {
        return postgres.database().userDirectory();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Roles roles() {
        return postgres.database().roles();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.lovelace@", "Countess", "ad", "co", "@nalytical", "sa-en"})
    void findsAlsoWhoIsOlderThanThousands(String text) {
        User ada = add("ada.lovelace@nalytical-engine.example", "Countess of Lovelace");
        roles().add(SALES, RoleDescription.NONE, ada.createdAt());
        roles().grant(ada.id(), SALES);
        User other = add("sa-en@example.org", null);
        roles().grant(other.id(), SALES);
        Sql.execute(postgres.settings(), MANY.replace("INSERT INTO roles VALUES ('sales');", ""));
        UserId wanted = text.equals("sa-en") ? other.id() : ada.id();
        SearchText searched = new SearchText(text);

        for (RoleName role : new RoleName[] {null, SALES, BuiltInRoles.USER}) {
            assertThat(page(new Filter(searched, null, role), null, 20))
                    .as("as %s", role)
                    .containsExactly(wanted);
            assertThat(page(new Filter(searched, Standing.ACTIVE, role), null, 20))
                    .as("active as %s", role)
                    .containsExactly(wanted);
            assertThat(page(new Filter(searched, Standing.SUSPENDED, role), null, 20))
                    .as("not suspended as %s", role)
                    .isEmpty();
        }
        suspend(wanted);
        for (RoleName role : new RoleName[] {null, SALES, BuiltInRoles.USER}) {
            assertThat(page(new Filter(searched, Standing.SUSPENDED, role), null, 20))
                    .as("suspended as %s", role)
                    .containsExactly(wanted);
        }
    }

    @Test
    void missesNobodyWhereTheNewestAndTheRestMeet() {
        Sql.execute(postgres.settings(), MANY);

        for (Filter filter : List.of(
                new Filter(new SearchText("many7"), null, null),
                new Filter(new SearchText("many599"), null, null),
                new Filter(new SearchText("any77"), Standing.SUSPENDED, null),
                new Filter(new SearchText("any77"), null, SALES),
                new Filter(new SearchText("any77"), Standing.SUSPENDED, SALES),
                new Filter(null, Standing.SUSPENDED, SALES))) {
            List<UserId> atOnce = page(filter, null, 6_000);
            List<UserId> page = page(filter, null, 7);
            List<UserId> onePageAfterTheOther = new ArrayList<>();
            while (!page.isEmpty() && onePageAfterTheOther.size() < 500) {
                onePageAfterTheOther.addAll(page);
                page = page(filter, page.getLast(), 7);
            }

            assertThat(atOnce).as(filter.toString()).doesNotHaveDuplicates().isNotEmpty();
            assertThat(onePageAfterTheOther).isEqualTo(atOnce.subList(0, onePageAfterTheOther.size()));
            assertThat(onePageAfterTheOther.size()).isIn(atOnce.size(), 504);
        }
    }

    /** Letters that stand for signs in the index would have it list nearly everybody. */
    @ParameterizedTest
    @ValueSource(strings = {"xcom", "qexample", "comk", "\uf901com"})
    void takesNothingThatIsTypedForASign(String text) {
        add("ada@example.com", "Ada");
        String wanted = "%" + Normalizer.normalize(text, Normalizer.Form.NFC) + "%";

        assertThat(Sql.column(
                        postgres.settings(),
                        "SELECT count(*) FROM users u WHERE " + indexed() + " LIKE '" + wanted + "'"))
                .containsExactly("0");
        assertThat(Sql.column(
                        postgres.settings(),
                        "SELECT count(*) FROM users u WHERE " + indexed() + " LIKE '%' || E'\\uF901' || 'com%'"))
                .containsExactly("1");
    }

    @Test
    void saysThatItTakesTooLongBeforeWeStopListening() throws SQLException {
        try (Connection other = Sql.connect(postgres.settings());
                Statement locking = other.createStatement()) {
            other.setAutoCommit(false);
            locking.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> page(new Filter(new SearchText("example"), null, null), null, 20))
                    .isInstanceOf(ServiceUnavailable.class)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            broken -> assertThat(broken.getSQLState()).isEqualTo("57014"));
        }
    }

    /** Else no sign-in would update the user's row in place. */
    @Test
    void needsNoIndexOfWhatChangesWithASignIn() {
        assertThat(Sql.column(postgres.settings(), """
                SELECT DISTINCT a.attname FROM pg_index i
                JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE i.indrelid = 'users'::regclass"""))
                .contains("display_name", "status")
                .doesNotContain("last_sign_in_at", "password_failures", "second_factor_failures", "password_hash");
    }

    private static String indexed() {
        return Sql.column(
                        postgres.settings(),
                        "SELECT pg_get_expr(indexprs, indrelid) FROM pg_index WHERE indexrelid = 'users_text'::regclass")
                .getFirst();
    }

    private List<UserId> page(Filter filter, @Nullable UserId before, int most) {
        return directory().page(filter, before, most).stream().map(User::id).toList();
    }
}
