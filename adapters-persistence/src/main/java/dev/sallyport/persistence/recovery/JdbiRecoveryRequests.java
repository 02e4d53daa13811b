package dev.sallyport.persistence.recovery;

import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** The queue of requests for a link that resets a password, in {@code recovery_requests}. */
public final class JdbiRecoveryRequests implements RecoveryRequests {
    private static final String FILE = """
            INSERT INTO recovery_requests (id, email, client_address, user_agent, requested_at)
            VALUES (:id, :email, :client_address::inet, :user_agent, :requested_at)""";

    /** Told in the order of addresses, so that of two who answer requests of the same people, neither ever waits for the other. */
    private static final String TAKE = """
            WITH oldest AS (
                SELECT id FROM recovery_requests ORDER BY requested_at, id LIMIT :most FOR UPDATE SKIP LOCKED
            ), taken AS (
                DELETE FROM recovery_requests r USING oldest WHERE r.id = oldest.id
                RETURNING r.id, r.email, r.client_address, r.user_agent, r.requested_at
            )
            SELECT id, email, host(client_address) AS client_address, user_agent, requested_at
            FROM taken ORDER BY email, requested_at, id
            """;

    /** One that is being answered at this moment is skipped: it is out of the queue already. Whoever answers may wait for the account. */
    private static final String FORGET = """
            DELETE FROM recovery_requests WHERE id IN (
                SELECT id FROM recovery_requests WHERE email = :email FOR UPDATE SKIP LOCKED
            )""";

    private final Statements statements;
    private final Runnable onFiled;

    /**
     * @param onFiled called once after each commit that filed a request, never before it; it must neither block nor throw
     */
    public JdbiRecoveryRequests(Statements statements, Runnable onFiled) {
        this.statements = statements;
        this.onFiled = onFiled;
    }

    @Override
    public void file(RecoveryRequest request) {
        statements.write(new Write(FILE)
                .bind("id", request.id())
                .bind("email", request.email().value())
                .bind("client_address", Columns.inet(request.client().address().value()))
                .bind("user_agent", request.client().userAgent())
                .bind("requested_at", request.requestedAt()));
        statements.afterCommit(onFiled);
    }

    @Override
    public List<RecoveryRequest> take(int most) {
        return statements.ask(handle -> handle.createQuery(TAKE)
                .bind("most", most)
                .map(JdbiRecoveryRequests::read)
                .list());
    }

    @Override
    public void forget(EmailAddress email) {
        statements.write(new Write(FORGET).bind("email", email.value()));
    }

    private static RecoveryRequest read(ResultSet row, StatementContext context) throws SQLException {
        return new RecoveryRequest(
                Columns.uuid(row, "id"),
                EmailAddress.of(Columns.text(row, "email")),
                new Client(ClientAddress.of(Columns.text(row, "client_address")), row.getString("user_agent")),
                Columns.instant(row, "requested_at"));
    }
}
