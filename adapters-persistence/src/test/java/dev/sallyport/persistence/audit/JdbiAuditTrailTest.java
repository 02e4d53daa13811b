package dev.sallyport.persistence.audit;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAuditTrailTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("01900000-0000-7000-8000-000000000002"));

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
        record(new AuditEvent.ProfileChanged(ADA), CLIENT);

        for (String rewriting : List.of(
                "UPDATE audit_events SET user_id = NULL", "DELETE FROM audit_events", "TRUNCATE audit_events")) {
            assertThatThrownBy(() -> Sql.execute(postgres.settings(), rewriting))
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
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
