package dev.sallyport.persistence.account;

import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private static final String CREDENTIALS =
            "SELECT " + UserColumns.LIST + ", u.password_hash FROM users u WHERE u.email = :email";

    private final Statements statements;

    public JdbiUsers(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Added add(User user, PasswordHash passwordHash) {
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
        return added == 1 ? Added.SAVED : Added.EMAIL_TAKEN;
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return statements.ask(handle -> handle.createQuery(CREDENTIALS)
                .bind("email", email.value())
                .map((row, context) ->
                        new Credentials(UserColumns.read(row), PasswordHash.of(Columns.text(row, "password_hash"))))
                .findOne());
    }

    @Override
    public void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale) {
        statements.write(new Write("UPDATE users SET display_name = :display_name, locale = :locale WHERE id = :id")
                .bind("display_name", displayName == null ? null : displayName.value())
                .bind("locale", locale.value())
                .bind("id", user.value()));
    }
}
