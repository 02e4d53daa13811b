package dev.sallyport.persistence.session;

import dev.sallyport.application.session.KnownClients;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** From where users have signed in, in {@code known_clients}. */
public final class JdbiKnownClients implements KnownClients {
    private static final String REMEMBER = """
            WITH remembered AS (
                INSERT INTO known_clients (user_id, client_digest, last_seen_at) VALUES (:user_id, :client, :now)
                ON CONFLICT (user_id, client_digest) DO UPDATE SET last_seen_at = EXCLUDED.last_seen_at
            )
            DELETE FROM known_clients WHERE (user_id, client_digest) IN (
                SELECT user_id, client_digest FROM known_clients
                WHERE user_id = :user_id AND client_digest <> :client
                ORDER BY last_seen_at DESC, client_digest OFFSET :others_at_most
            )""";

    private static final String OF_OWNER = """
            SELECT u.id, ARRAY(SELECT client_digest FROM known_clients WHERE user_id = u.id) AS clients
            FROM users u WHERE u.email = :email
            """;

    private static final String PURGE = """
            DELETE FROM known_clients WHERE (user_id, client_digest) IN (
                SELECT user_id, client_digest FROM known_clients WHERE last_seen_at < :used_before
                ORDER BY last_seen_at LIMIT :most FOR UPDATE SKIP LOCKED
            )
            """;

    private final Statements statements;

    public JdbiKnownClients(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void remember(UserId user, SecretDigest client, Instant now) {
        statements.write(new Write(REMEMBER)
                .bind("user_id", user.value())
                .bind("client", client.toBytes())
                .bind("now", now)
                .bind("others_at_most", MOST - 1));
    }

    @Override
    public Optional<OfUser> ofOwner(EmailAddress address) {
        return statements.ask(handle -> handle.createQuery(OF_OWNER)
                .bind("email", address.value())
                .map(JdbiKnownClients::known)
                .findOne());
    }

    private static OfUser known(ResultSet row, StatementContext context) throws SQLException {
        byte[][] clients = (byte[][]) row.getArray("clients").getArray();
        return new OfUser(
                new UserId(Columns.uuid(row, "id")),
                Arrays.stream(clients).map(SecretDigest::of).collect(Collectors.toSet()));
    }

    @Override
    public int purge(Instant usedBefore, int most) {
        return statements.ask(handle -> handle.createUpdate(PURGE)
                .bind("used_before", usedBefore)
                .bind("most", most)
                .execute());
    }
}
