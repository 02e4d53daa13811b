package dev.sallyport.persistence.account;

import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/** Accounts, in {@code users} and {@code user_roles}. The unique address is the database's to defend. */
public final class JdbiUsers implements Users {
    private static final String ADD = """
            WITH added AS (
                INSERT INTO users (id, email, password_hash, display_name, locale, status, two_factor_enabled,
                    created_at, last_sign_in_at)
                VALUES (:id, :email, :password_hash, :display_name, :locale, :status, :two_factor_enabled,
                    :created_at, :last_sign_in_at)
                ON CONFLICT (email) DO NOTHING
                RETURNING id
            ), granted AS (
                INSERT INTO user_roles (user_id, role) SELECT id, unnest(:roles) FROM added
            )
            SELECT count(*) FROM added
            """;

    private static final String COLUMNS = UserColumns.LIST + ", u.password_hash, u.password_failures";

    private static final String CREDENTIALS = "SELECT " + COLUMNS + " FROM users u WHERE u.email = :email";

    /** Of each two the first waits, and the second sees what those who held the account before have done, to its roles, too. */
    private static final String HOLD_BY_EMAIL = "SELECT 1 FROM users WHERE email = :email FOR UPDATE; SELECT "
            + UserColumns.LIST + " FROM users u WHERE u.email = :email";

    private static final String HOLD_BY_ID = "SELECT 1 FROM users WHERE id = :id FOR UPDATE; SELECT " + UserColumns.LIST
            + " FROM users u WHERE u.id = :id";

    /** The first waits for both, in the same order whoever asks. */
    private static final String HOLD_BOTH =
            "SELECT 1 FROM users WHERE id IN (:one, :other) ORDER BY id FOR UPDATE; SELECT " + UserColumns.LIST
                    + " FROM users u WHERE u.id IN (:one, :other)";

    private static final String NOT_OVER = "s.ended_at IS NULL AND s.expires_at > now()";

    private static final String CREDENTIALS_IN = "SELECT " + COLUMNS
            + " FROM sessions s JOIN users u ON u.id = s.user_id"
            + " WHERE s.id = :session AND u.status = 'active' AND " + UserColumns.SATISFIED + " AND " + NOT_OVER;

    /**
     * Whoever guesses at nobody also finds one row, changes it, and holds it until the transaction ends. Of how many such rows there are,
     * two addresses seldom share one.
     */
    private static final String GUESSED = """
            WITH counted AS (
                UPDATE users SET password_failures = password_failures + :wrong WHERE email = :email
                RETURNING password_failures
            ), otherwise AS (
                INSERT INTO guesses_at_nobody AS nobody (slot, guesses)
                SELECT hashtextextended(:email, 0) & 4095, :wrong WHERE NOT EXISTS (SELECT FROM counted)
                ON CONFLICT (slot) DO UPDATE SET guesses = nobody.guesses + EXCLUDED.guesses
            )
            SELECT COALESCE((SELECT password_failures FROM counted), 0)
            """;

    /** The first holds the account; the second sees whether whoever held it before has left the proof worth anything. */
    private static final String PROVEN = """
            SELECT 1 FROM users WHERE id = :user_id FOR UPDATE;
            UPDATE users u SET password_failures = 0 WHERE u.id = :user_id AND\s""" + UserColumns.ACCEPTS_PASSWORD
            + " AND EXISTS (SELECT FROM sessions s WHERE s.id = :session AND s.user_id = u.id AND "
            + UserColumns.SATISFIED
            + " AND " + NOT_OVER + ")"
            + " RETURNING 1";

    private static final String RENEW_HASH =
            "UPDATE users SET password_hash = :renewed WHERE id = :id AND password_hash = :outdated";

    private static final String SET_PASSWORD =
            "UPDATE users SET password_hash = :chosen, password_failures = 0, second_factor_failures = 0 WHERE id = :id";

    private static final String DISABLE_PASSWORD = "UPDATE users SET password_failures = :most WHERE id = :id";

    private static final String CHANGE_EMAIL = """
            UPDATE users SET email = :email
            WHERE id = :id AND NOT EXISTS (SELECT FROM users other WHERE other.email = :email AND other.id <> :id)
            RETURNING 1""";

    private static final String SUSPEND =
            "UPDATE users SET status = 'suspended' WHERE id = :id AND status <> 'suspended'";

    /** A deletion is kept while its account is suspended, and is due when it always was. */
    private static final String REINSTATE = """
            UPDATE users u SET status = CASE
                WHEN EXISTS (SELECT FROM account_deletions d WHERE d.user_id = u.id) THEN 'deleting' ELSE 'active' END
            WHERE u.id = :id AND u.status = 'suspended'""";

    private static final String TO_BEFORE = "SAVEPOINT before_email; ";
    private static final String KEEP = "; RELEASE SAVEPOINT before_email";

    /**
     * The first holds what makes administrators of them, always in the same order, so that of two who leave at once the second waits; and then
     * it sees whether the first has left. Those who are none wait for nobody.
     */
    private static final String IS_LAST_ADMINISTRATOR = """
            SELECT 1 FROM user_roles
            WHERE role = :administrator
                AND EXISTS (SELECT FROM user_roles own WHERE own.user_id = :id AND own.role = :administrator)
            ORDER BY user_id FOR UPDATE;
            SELECT COALESCE(array_agg(u.id) = ARRAY[:id::uuid], false)
            FROM user_roles r JOIN users u ON u.id = r.user_id
            WHERE r.role = :administrator AND u.status = 'active'
            """;

    private final Statements statements;

    public JdbiUsers(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Saving add(User user, PasswordHash passwordHash) {
        DisplayName displayName = user.displayName();
        int added = statements.ask(handle -> handle.createQuery(ADD)
                .bind("id", user.id().value())
                .bind("email", user.email().value())
                .bind("password_hash", passwordHash.reveal())
                .bind("display_name", displayName == null ? null : displayName.value())
                .bind("locale", user.locale().value())
                .bind("status", UserColumns.label(user.status()))
                .bind("two_factor_enabled", user.twoFactorEnabled())
                .bind("created_at", user.createdAt())
                .bind("last_sign_in_at", user.lastSignInAt())
                .bind("roles", user.roles().stream().map(RoleName::value).toArray(String[]::new))
                .mapTo(Integer.class)
                .one());
        return added == 1 ? Saving.SAVED : Saving.EMAIL_TAKEN;
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return statements.ask(handle -> handle.createQuery(CREDENTIALS)
                .bind("email", email.value())
                .map(JdbiUsers::credentials)
                .findOne());
    }

    @Override
    public Optional<User> hold(EmailAddress email) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(HOLD_BY_EMAIL).bind("email", email.value()),
                (row, context) -> UserColumns.read(row)));
    }

    @Override
    public Optional<User> hold(UserId user) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(HOLD_BY_ID).bind("id", user.value()), (row, context) -> UserColumns.read(row)));
    }

    @Override
    public List<User> holdBoth(UserId one, UserId other) {
        return statements.ask(handle -> TwoStatements.secondAnswers(
                handle.createQuery(HOLD_BOTH).bind("one", one.value()).bind("other", other.value()),
                (row, context) -> UserColumns.read(row)));
    }

    @Override
    public Optional<Credentials> credentialsIn(SessionId session) {
        return statements.ask(handle -> handle.createQuery(CREDENTIALS_IN)
                .bind("session", session.value())
                .map(JdbiUsers::credentials)
                .findOne());
    }

    private static Credentials credentials(ResultSet row, StatementContext context) throws SQLException {
        return new Credentials(
                UserColumns.read(row),
                PasswordHash.of(Columns.text(row, "password_hash")),
                new ConsecutiveFailures(row.getInt("password_failures")));
    }

    @Override
    public ConsecutiveFailures guessed(EmailAddress email, boolean wrong) {
        return new ConsecutiveFailures(statements.ask(handle -> handle.createQuery(GUESSED)
                .bind("email", email.value())
                .bind("wrong", wrong ? 1 : 0)
                .mapTo(Integer.class)
                .one()));
    }

    @Override
    public boolean proven(UserId user, PasswordHash password, SessionId session) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(PROVEN)
                                .bind("user_id", user.value())
                                .bind("password_hash", password.reveal())
                                .bind("session", session.value()),
                        (row, context) -> row.getInt(1)))
                .isPresent();
    }

    @Override
    public boolean renewHash(UserId user, PasswordHash outdated, PasswordHash renewed) {
        return statements.ask(handle -> handle.createUpdate(RENEW_HASH)
                        .bind("renewed", renewed.reveal())
                        .bind("id", user.value())
                        .bind("outdated", outdated.reveal())
                        .execute())
                == 1;
    }

    @Override
    public void setPassword(UserId user, PasswordHash chosen) {
        statements.write(new Write(SET_PASSWORD).bind("chosen", chosen.reveal()).bind("id", user.value()));
    }

    @Override
    public void disablePassword(UserId user) {
        statements.write(new Write(DISABLE_PASSWORD)
                .bind("most", ConsecutiveFailures.MOST)
                .bind("id", user.value()));
    }

    @Override
    public Saving changeEmail(UserId user, EmailAddress email) {
        return statements.ask(handle -> handle.inTransaction(joined -> changeEmail(joined, user, email)));
    }

    /** Whether the address is taken is seen beforehand, but for somebody who takes it at the same moment; what is told of that is undone alone. */
    private static Saving changeEmail(Handle handle, UserId user, EmailAddress email) {
        Query change = handle.createQuery(TO_BEFORE + CHANGE_EMAIL + KEEP)
                .bind("email", email.value())
                .bind("id", user.value());
        try {
            return TwoStatements.secondAnswer(change, (row, context) -> Saving.SAVED)
                    .orElse(Saving.EMAIL_TAKEN);
        } catch (UnableToExecuteStatementException failed) {
            if (!isOfTakenAddress(failed)) {
                throw failed;
            }
            handle.execute("ROLLBACK TO SAVEPOINT before_email");
            return Saving.EMAIL_TAKEN;
        }
    }

    private static boolean isOfTakenAddress(UnableToExecuteStatementException failed) {
        return failed.getCause() instanceof SQLException sql
                && PSQLState.UNIQUE_VIOLATION.getState().equals(sql.getSQLState());
    }

    @Override
    public void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale) {
        statements.write(new Write("UPDATE users SET display_name = :display_name, locale = :locale WHERE id = :id")
                .bind("display_name", displayName == null ? null : displayName.value())
                .bind("locale", locale.value())
                .bind("id", user.value()));
    }

    @Override
    public void suspend(UserId user) {
        statements.write(new Write(SUSPEND).bind("id", user.value()));
    }

    @Override
    public void reinstate(UserId user) {
        statements.write(new Write(REINSTATE).bind("id", user.value()));
    }

    @Override
    public boolean isLastAdministrator(UserId user) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(IS_LAST_ADMINISTRATOR)
                                .bind("id", user.value())
                                .bind("administrator", BuiltInRoles.ADMIN.value()),
                        (row, context) -> row.getBoolean(1)))
                .orElse(false);
    }

    /** Everything that is kept of a user alone refers to the user's row, and goes with it. */
    @Override
    public void remove(UserId user) {
        statements.write(new Write("DELETE FROM users WHERE id = :id").bind("id", user.value()));
    }
}
