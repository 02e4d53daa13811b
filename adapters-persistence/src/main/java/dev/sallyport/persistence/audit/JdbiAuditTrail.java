package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The audit trail, in {@code audit_events}. */
public final class JdbiAuditTrail implements AuditTrail {
    private static final String RECORD = """
            INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent)
            VALUES (:id, :occurred_at, :type, :user_id, jsonb_object(:detail_names, :detail_values),
                :client_address::inet, :user_agent)""";

    private static final String RECORD_MANY = """
            INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent)
            SELECT e.id::uuid, e.occurred_at::timestamptz, e.type, e.user_id::uuid, COALESCE(d.details, '{}'),
                e.client_address::inet, e.user_agent
            FROM unnest(:ids::text[], :occurred_at::text[], :types::text[], :user_ids::text[], :client_addresses::text[],
                    :user_agents::text[]) AS e (id, occurred_at, type, user_id, client_address, user_agent)
                LEFT JOIN (
                    SELECT entry, jsonb_object_agg(name, value) AS details
                    FROM unnest(:detail_entries::text[], :detail_names::text[], :detail_values::text[])
                        AS each (entry, name, value)
                    GROUP BY entry
                ) d ON d.entry = e.id""";

    /** What an administrator did, who will look next whether it was done. */
    private static final String BY_SOMEBODY_ELSE = "byUserId";

    private static final String NEWEST_FIRST = " ORDER BY occurred_at DESC, id DESC LIMIT :most";

    /** That of the registration which an account came of: it began before there was any user to name. */
    private static final String OF_REGISTRATION = """
            details ->> 'registrationId' = ANY (ARRAY(
                SELECT created.details ->> 'registrationId' FROM audit_events created
                WHERE created.user_id = :user_id AND created.type = 'account.created'
            ))""";

    private static final String READ_ON = " AND (occurred_at, id) < (:occurred_at, :id)";

    private static final String NEWEST = of("");

    private static final String OLDER = of(READ_ON);

    /** What a {@link RecordedEvent} is made of. */
    static final String COLUMNS = """
            id, occurred_at, type, user_id, host(client_address) AS client_address, user_agent,
            ARRAY(SELECT name FROM jsonb_each_text(details) AS d (name, value) ORDER BY name) AS detail_names,
            ARRAY(SELECT COALESCE(value, '') FROM jsonb_each_text(details) AS d (name, value) ORDER BY name) AS detail_values
            """;

    /** Of the account no more than a page is read, in the order of its index; of the registration, which has few entries, all of them. */
    private static String of(String condition) {
        return """
                WITH known AS (
                    (SELECT * FROM audit_events WHERE user_id = :user_id""" + condition + NEWEST_FIRST + """
                ) UNION ALL (
                    SELECT * FROM (
                        SELECT * FROM audit_events WHERE user_id IS NULL AND\s""" + OF_REGISTRATION + condition + " OFFSET 0) few" + NEWEST_FIRST
                + """
                ))
                SELECT\s""" + COLUMNS
                + " FROM known" + NEWEST_FIRST;
    }

    private final Statements statements;
    private final Consumer<AuditEvent> onRecorded;

    /**
     * @param onRecorded told of each event once its commit is certain; it must neither block nor throw
     */
    public JdbiAuditTrail(Statements statements, Consumer<AuditEvent> onRecorded) {
        this.statements = statements;
        this.onRecorded = onRecorded;
    }

    @Override
    public void record(AuditEntry entry) {
        Map<String, String> details = entry.details();
        if (details.containsKey(BY_SOMEBODY_ELSE)) {
            statements.showSoon();
        }
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
        statements.afterCommit(() -> onRecorded.accept(entry.event()));
    }

    @Override
    public void record(List<AuditEntry> entries) {
        if (entries.stream().anyMatch(entry -> entry.details().containsKey(BY_SOMEBODY_ELSE))) {
            statements.showSoon();
        }
        List<Detail> details = entries.stream()
                .flatMap(entry -> entry.details().entrySet().stream()
                        .map(detail -> new Detail(entry.id().toString(), detail.getKey(), detail.getValue())))
                .toList();
        statements.write(new Write(RECORD_MANY)
                .bind("ids", texts(entries, entry -> entry.id().toString()))
                .bind("occurred_at", texts(entries, entry -> entry.occurredAt().toString()))
                .bind("types", texts(entries, entry -> entry.event().type()))
                .bind(
                        "user_ids",
                        texts(
                                entries,
                                entry -> entry.event()
                                        .user()
                                        .map(UserId::toString)
                                        .orElse(null)))
                .bind(
                        "client_addresses",
                        texts(
                                entries,
                                entry -> Columns.inet(entry.client().address().value())))
                .bind("user_agents", texts(entries, entry -> entry.client().userAgent()))
                .bind("detail_entries", texts(details, Detail::entry))
                .bind("detail_names", texts(details, Detail::name))
                .bind("detail_values", texts(details, Detail::value)));
        statements.afterCommit(() -> entries.forEach(entry -> onRecorded.accept(entry.event())));
    }

    private record Detail(String entry, String name, String value) {}

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    @Override
    public List<RecordedEvent> of(UserId user, @Nullable AuditPosition before, int most) {
        // Where it was written: whoever has just done something looks here for it.
        return statements.ask(
                handle -> page(handle, before == null ? NEWEST : OLDER, Map.of("user_id", user.value()), before, most));
    }

    @Override
    public List<RecordedEvent> find(Filter filter, @Nullable AuditPosition before, int most) {
        AuditSearch search = AuditSearch.of(filter);
        String end = (before == null ? "" : READ_ON) + NEWEST_FIRST;
        return statements.browse(handle -> page(
                handle,
                "SELECT " + COLUMNS + " FROM (" + search.eachType(end) + ") found" + NEWEST_FIRST,
                search.arguments(),
                before,
                most));
    }

    private static List<RecordedEvent> page(
            Handle handle, String sql, Map<String, Object> arguments, @Nullable AuditPosition before, int most) {
        Query page = handle.createQuery(sql).bind("most", most);
        arguments.forEach((name, argument) -> page.bind(name, argument));
        if (before != null) {
            page.bind("occurred_at", before.occurredAt()).bind("id", before.id());
        }
        return page.map(JdbiAuditTrail::read).list();
    }

    @Override
    public void forgetClients(UserId user) {
        // With the rights of the trail's owner: this role may have none to change anything.
        statements.write(new Write("CALL forget_audit_clients(:user_id)").bind("user_id", user.value()));
    }

    static RecordedEvent read(ResultSet row, StatementContext context) throws SQLException {
        List<String> names = Columns.texts(row, "detail_names");
        List<String> values = Columns.texts(row, "detail_values");
        String client = row.getString("client_address");
        UUID user = row.getObject("user_id", UUID.class);
        return new RecordedEvent(
                Columns.uuid(row, "id"),
                Columns.instant(row, "occurred_at"),
                Columns.text(row, "type"),
                user == null ? null : new UserId(user),
                IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, values::get)),
                client == null ? null : ClientAddress.of(client).toString(),
                row.getString("user_agent"));
    }
}
