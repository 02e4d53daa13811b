package dev.sallyport.persistence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxBacklogTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static void mail(String state, String queued, String due) {
        Sql.execute(postgres.settings(), """
                INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at, settled_at)
                VALUES (gen_random_uuid(), 'verify-address', '%1$s', CASE '%1$s' WHEN 'delivered' THEN NULL ELSE 'x'::bytea END, 0,
                    now() - interval '%2$s', now() - interval '%3$s', CASE '%1$s' WHEN 'queued' THEN NULL ELSE now() END)
                """.formatted(state, queued, due));
    }

    @Test
    void isNothingWhereNothingWaits() {
        mail("delivered", "1 hour", "1 hour");

        assertThat(postgres.database().outboxBacklog())
                .isEqualTo(new OutboxBacklog(0, 0, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void tellsWhatIsOverdueFromWhatWaitsForItsNextTry() {
        mail("queued", "2 hours", "-10 minutes");
        mail("queued", "5 minutes", "3 minutes");
        mail("dead", "1 day", "1 day");
        mail("delivered", "2 days", "2 days");

        OutboxBacklog backlog = postgres.database().outboxBacklog();

        assertThat(backlog.queued()).isEqualTo(2);
        assertThat(backlog.dead()).isEqualTo(1);
        assertThat(backlog.overdue()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(backlog.oldest()).isBetween(Duration.ofHours(2), Duration.ofMinutes(121));
    }

    @Test
    void countsNoFurtherThanMatters() {
        Sql.execute(postgres.settings(), """
                INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at, settled_at)
                SELECT gen_random_uuid(), 'verify-address', state, 'x', 0, now(), now() - interval '1 minute',
                    CASE state WHEN 'dead' THEN now() END
                FROM generate_series(1, 10001), unnest(ARRAY['queued', 'dead']) AS state""");

        OutboxBacklog backlog = postgres.database().outboxBacklog();

        assertThat(backlog.queued()).isEqualTo(10_000);
        assertThat(backlog.dead()).isEqualTo(10_000);
        assertThat(backlog.overdue()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void isNotOverdueWhileTheOnlyMailWaitsForItsNextTry() {
        mail("queued", "2 hours", "-10 minutes");

        assertThat(postgres.database().outboxBacklog().overdue()).isZero();
    }
}
