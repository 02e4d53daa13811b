package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.Unattended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnattendedCheckTest {
    private static List<String> lines(Duration overdue, long dead, Duration unsealed, int connectionsLeft) {
        List<String> lines = new ArrayList<>();
        new UnattendedCheck(new Unattended(overdue, dead, unsealed, connectionsLeft), 10)
                .run(finding -> lines.add(finding.line()));
        return lines;
    }

    @Test
    void isContentWhileServersKeepUp() {
        Duration five = Duration.ofMinutes(5);

        assertThat(lines(five, 0, five, 12))
                .containsExactly(
                        "ok       outbox: no mail is overdue.",
                        "ok       audit trail: nothing waits long to be sealed.",
                        "ok       database connections: there are enough left for one more server.");
    }

    @Test
    void tellsOfDeadLettersWithoutAWarning() {
        assertThat(lines(Duration.ZERO, 3, Duration.ZERO, 50))
                .contains(
                        "ok       outbox: no mail is overdue; 3 could not be delivered at all and are kept (GET /api/v1/admin/mail?state=dead).");
    }

    @Test
    void warnsOfWhatNobodyDoes() {
        Duration longer = Duration.ofMinutes(5).plusSeconds(1);

        assertThat(lines(longer, 0, longer, 11))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("warning  outbox: mail has been due for 5 minutes"),
                        line -> assertThat(line).startsWith("warning  audit trail: something has waited for 5 minutes"),
                        line -> assertThat(line)
                                .startsWith("warning  database connections: the database has 11 left")
                                .contains("may open 12"));
    }
}
