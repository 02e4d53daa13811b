package dev.sallyport.persistence.audit;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.testing.AuditTrailContract;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAuditTrailTest extends AuditTrailContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("01900000-0000-7000-8000-000000000002"));

    private static final String FORGETTING =
            "client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'";

    @Override
    protected AuditTrail trail() {
        return postgres.database().auditTrail();
    }

    @Override
    protected Transactor transactor() {
        return postgres.database().transactor();
    }

    @Override
    protected @Nullable String clientOf(AuditEntry entry) {
        String client = Sql.column(
                        postgres.settings(),
                        "SELECT host(client_address) FROM audit_events WHERE id = '" + entry.id() + "'")
                .getFirst();
        return client.equals("null") ? null : client;
    }

    @Test
    void writesDownWhatHappenedWhenAndWhoAskedForIt() {
        record(new AuditEvent.RefreshTokenReused(ADA, SESSION, 3, 7, CLIENT), CLIENT);

        assertThat(columns(
                        "type",
                        "user_id",
                        "details->>'sessionId'",
                        "details->>'presentedGeneration'",
                        "occurred_at = '" + NOW + "'",
                        "host(client_address)",
                        "user_agent"))
                .containsExactly(
                        "session.refresh-token-reused",
                        ADA.toString(),
                        SESSION.toString(),
                        "3",
                        "true",
                        "203.0.113.7",
                        "curl/8.5");
    }

    @Test
    void writesDownWhatConcernsNobodyAndHasNoDetails() {
        record(new AuditEvent.SignInRefused(Optional.empty(), AuditEvent.SignInRefused.Reason.UNKNOWN_ADDRESS), CLIENT);
        record(new AuditEvent.ProfileChanged(ADA), new Client(CLIENT.address(), null));

        assertThat(Sql.column(postgres.settings(), "SELECT details || '{}' FROM audit_events ORDER BY type"))
                .containsExactly("{}", "{\"reason\": \"unknown-address\"}");
    }

    @Test
    void writesDownALinkLocalAddressWithoutItsZone() throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xfe;
        bytes[1] = (byte) 0x80;
        bytes[15] = 1;

        record(
                new AuditEvent.ProfileChanged(ADA),
                new Client(new ClientAddress(Inet6Address.getByAddress(null, bytes, 1)), null));

        assertThat(columns("host(client_address)")).containsExactly("fe80::1");
    }

    @Test
    void isNeverRewritten() {
        record(new AuditEvent.RefreshTokenReused(ADA, SESSION, 3, 7, CLIENT), CLIENT);

        for (String rewriting : List.of(
                "UPDATE audit_events SET user_id = NULL",
                "UPDATE audit_events SET client_address = '198.51.100.1'",
                "UPDATE audit_events SET client_address = NULL",
                "UPDATE audit_events SET " + FORGETTING + ", occurred_at = now()",
                "UPDATE audit_events SET " + FORGETTING + ", id = gen_random_uuid()",
                "UPDATE audit_events SET " + FORGETTING + ", type = 'something.else'",
                "UPDATE audit_events SET " + FORGETTING + ", user_id = NULL",
                "UPDATE audit_events SET client_address = NULL, user_agent = NULL",
                "UPDATE audit_events SET client_address = NULL, user_agent = NULL, details = '{}'",
                "UPDATE audit_events SET details = details - 'holderAddress' - 'holderUserAgent'",
                "DELETE FROM audit_events",
                "DELETE FROM audit_events WHERE false",
                "TRUNCATE audit_events")) {
            assertThatThrownBy(() -> Sql.execute(postgres.settings(), rewriting))
                    .as(rewriting)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void isNotGivenBackWhatItHasForgotten() {
        record(new AuditEvent.ProfileChanged(ADA), CLIENT);
        trail().forgetClients(ADA);

        assertThatThrownBy(() ->
                        Sql.execute(postgres.settings(), "UPDATE audit_events SET client_address = '203.0.113.7'"))
                .rootCause()
                .hasMessageContaining("append-only");
    }

    /** However long the trail is, nobody waits until all of it was read. */
    @Test
    void findsWhatToForgetByIndexes() {
        Sql.execute(postgres.settings(), """
                INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address)
                SELECT gen_random_uuid(), now(), 'registration.started', NULL,
                    jsonb_build_object('registrationId', gen_random_uuid()), '203.0.113.7' FROM generate_series(1, 5000);
                ANALYZE audit_events
                """);

        String large = Sql.column(postgres.settings(), "SELECT DISTINCT tableoid::regclass FROM audit_events")
                .getFirst();

        assertThat(Sql.column(postgres.settings(), """
                        EXPLAIN UPDATE audit_events SET client_address = NULL
                        WHERE client_address IS NOT NULL AND details ->> 'registrationId' = ANY (ARRAY(
                            SELECT created.details ->> 'registrationId' FROM audit_events created
                            WHERE created.user_id = '%s' AND created.type = 'account.created'))
                        """.formatted(ADA)))
                .as("small partitions may be read through, the one with all of it not")
                .noneMatch(line -> line.contains("Seq Scan on " + large + " "));
    }

    private static void record(AuditEvent event, Client client) {
        postgres.database().auditTrail().record(new AuditEntry(UUID.randomUUID(), NOW, event, client));
    }

    private static List<String> columns(String... expressions) {
        return Sql.column(
                postgres.settings(),
                "SELECT unnest(ARRAY[" + "(" + String.join(")::text, (", expressions) + ")"
                        + "::text]) FROM audit_events");
    }
}
