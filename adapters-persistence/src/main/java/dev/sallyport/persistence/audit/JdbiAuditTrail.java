package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.util.Map;

/** The audit trail, in {@code audit_events}. */
public final class JdbiAuditTrail implements AuditTrail {
    private static final String RECORD = """
            INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent)
            VALUES (:id, :occurred_at, :type, :user_id, jsonb_object(:detail_names, :detail_values),
                :client_address::inet, :user_agent)""";

    private final Statements statements;

    public JdbiAuditTrail(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void record(AuditEntry entry) {
        Map<String, String> details = entry.event().details();
        String[] names = details.keySet().stream().sorted().toArray(String[]::new);
        String[] values = details.keySet().stream().sorted().map(details::get).toArray(String[]::new);
        statements.write(new Write(RECORD)
                .bind("id", entry.id())
                .bind("occurred_at", entry.occurredAt())
                .bind("type", entry.event().type())
                .bind("user_id", entry.event().user().map(UserId::value).orElse(null))
                .bind("detail_names", names)
                .bind("detail_values", values)
                .bind("client_address", Columns.inet(entry.client().address().value()))
                .bind("user_agent", entry.client().userAgent()));
    }
}
