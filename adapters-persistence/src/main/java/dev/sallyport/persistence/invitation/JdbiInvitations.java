package dev.sallyport.persistence.invitation;

import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Invitations, in {@code invitations} and {@code invitation_roles}. */
public final class JdbiInvitations implements Invitations {
    private static final String COLUMNS = """
            i.account_id, i.email, i.display_name, i.locale, i.invited_by, i.created_at, i.expires_at,
            ARRAY(SELECT r.role FROM invitation_roles r WHERE r.account_id = i.account_id) AS roles""";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM invitations i WHERE ";

    /** The first waits for whoever else invites that address, also if nobody has before; the second sees what they have done. */
    private static final String HOLD_BY_EMAIL =
            """
            SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:email, 3801))) AS inviting;
            SELECT\s""" + COLUMNS + " FROM invitations i WHERE i.email = :email FOR UPDATE OF i";

    private static final String HOLD_BY_ACCOUNT =
            "SELECT 1 FROM invitations WHERE account_id = :account FOR UPDATE; " + SELECT + "i.account_id = :account";

    private static final String BY_ACCOUNT = SELECT + "i.account_id = :account";

    private static final String ACCEPTED = "i.link_digest = :link AND i.expires_at > :now";

    private static final String BY_LINK = SELECT + ACCEPTED;

    /** The account keeps the id that was told when the address was invited first. */
    private static final String KEEP = """
            INSERT INTO invitations AS i (account_id, email, display_name, locale, invited_by, link_digest, created_at, expires_at)
            VALUES (:account, :email, :display_name, :locale, :invited_by::uuid, :link, :created_at, :expires_at)
            ON CONFLICT (email) DO UPDATE SET display_name = EXCLUDED.display_name, locale = EXCLUDED.locale,
                invited_by = EXCLUDED.invited_by, link_digest = EXCLUDED.link_digest, created_at = EXCLUDED.created_at,
                expires_at = EXCLUDED.expires_at
            RETURNING i.account_id""";

    private static final String CLEAR_ROLES = "DELETE FROM invitation_roles WHERE account_id = :account";

    private static final String ADD_ROLES =
            "INSERT INTO invitation_roles (account_id, role) SELECT :account, unnest(:roles::text[])";

    /** Its roles are read as they are before they go with it. */
    private static final String SPEND = "DELETE FROM invitations i WHERE " + ACCEPTED + " RETURNING " + COLUMNS;

    private static final String PAGE = SELECT + """
            i.expires_at > :now AND (:before::uuid IS NULL OR i.account_id < :before::uuid)
            ORDER BY i.account_id DESC LIMIT :most""";

    private static final String PURGE = """
            DELETE FROM invitations WHERE account_id IN (
                SELECT account_id FROM invitations WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED
            )""";

    private final Statements statements;

    public JdbiInvitations(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Optional<Invitation> find(EmailAddress email) {
        return one(SELECT + "i.email = :email", query -> query.bind("email", email.value()));
    }

    @Override
    public Optional<Invitation> hold(EmailAddress email) {
        return held(HOLD_BY_EMAIL, query -> query.bind("email", email.value()));
    }

    @Override
    public Optional<Invitation> hold(UserId account) {
        return held(HOLD_BY_ACCOUNT, query -> query.bind("account", account.value()));
    }

    @Override
    public Invitation keep(Invitation invitation, SecretDigest link) {
        UserId account = statements.ask(handle -> new UserId(handle.createQuery(KEEP)
                .bind("account", invitation.account().value())
                .bind("email", invitation.email().value())
                .bind(
                        "display_name",
                        invitation.displayName() == null
                                ? null
                                : invitation.displayName().value())
                .bind("locale", invitation.locale().value())
                .bind("invited_by", sender(invitation.by()))
                .bind("link", link.toBytes())
                .bind("created_at", invitation.createdAt())
                .bind("expires_at", invitation.expiresAt())
                .mapTo(UUID.class)
                .one()));
        statements.write(new Write(CLEAR_ROLES).bind("account", account.value()));
        statements.write(new Write(ADD_ROLES)
                .bind("account", account.value())
                .bind(
                        "roles",
                        invitation.roles().stream()
                                .map(RoleName::value)
                                .sorted()
                                .toArray(String[]::new)));
        return invitation.of(account);
    }

    private static @Nullable UUID sender(Author by) {
        return switch (by) {
            case Author.Person(var id) -> id.value();
            case Author.Operator() -> null;
        };
    }

    @Override
    public Optional<Invitation> find(SecretDigest link, Instant now) {
        return one(BY_LINK, query -> query.bind("link", link.toBytes()).bind("now", now));
    }

    @Override
    public Optional<Invitation> spend(SecretDigest link, Instant now) {
        return one(SPEND, query -> query.bind("link", link.toBytes()).bind("now", now));
    }

    @Override
    public Optional<Invitation> find(UserId account) {
        return one(BY_ACCOUNT, query -> query.bind("account", account.value()));
    }

    @Override
    public List<Invitation> page(@Nullable UserId before, int most, Instant now) {
        return statements.browse(handle -> handle.createQuery(PAGE)
                .bind("before", before == null ? null : before.value())
                .bind("most", most)
                .bind("now", now)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public void remove(UserId account) {
        statements.write(
                new Write("DELETE FROM invitations WHERE account_id = :account").bind("account", account.value()));
    }

    @Override
    public void forget(EmailAddress email) {
        statements.write(new Write("DELETE FROM invitations WHERE email = :email").bind("email", email.value()));
    }

    @Override
    public int purge(Instant now, int most) {
        return statements.ask(handle ->
                handle.createUpdate(PURGE).bind("now", now).bind("most", most).execute());
    }

    private Optional<Invitation> held(String sql, UnaryOperator<Query> arguments) {
        return statements.ask(handle ->
                TwoStatements.secondAnswer(arguments.apply(handle.createQuery(sql)), (row, context) -> read(row)));
    }

    private Optional<Invitation> one(String sql, UnaryOperator<Query> arguments) {
        return statements.ask(handle -> arguments
                .apply(handle.createQuery(sql))
                .map((row, context) -> read(row))
                .findOne());
    }

    private static Invitation read(ResultSet row) throws SQLException {
        String displayName = row.getString("display_name");
        UUID invitedBy = row.getObject("invited_by", UUID.class);
        return new Invitation(
                new UserId(Columns.uuid(row, "account_id")),
                EmailAddress.of(Columns.text(row, "email")),
                displayName == null ? null : new DisplayName(displayName),
                new LanguageTag(Columns.text(row, "locale")),
                Columns.texts(row, "roles").stream().map(RoleName::new).collect(Collectors.toUnmodifiableSet()),
                invitedBy == null ? new Author.Operator() : new Author.Person(new UserId(invitedBy)),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "expires_at"));
    }
}
