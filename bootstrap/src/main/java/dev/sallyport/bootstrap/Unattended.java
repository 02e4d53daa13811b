package dev.sallyport.bootstrap;

import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.persistence.Database;
import java.time.Duration;

/**
 * What waits for servers to do it, as a look at the database told.
 *
 * @param mailOverdue for how long the mail has been due that has been so longest
 * @param deadMail how many mails cannot be delivered at all
 * @param unsealed for how long an entry of the audit trail has waited to be sealed
 * @param connectionsLeft how many more connections the database would give to us
 */
public record Unattended(Duration mailOverdue, long deadMail, Duration unsealed, int connectionsLeft) {
    /**
     * Looks, and changes nothing.
     *
     * @throws CannotStart if the database cannot be used or its schema is older than this version
     */
    public static Unattended examine(DatabaseSettings settings) {
        try (Database database = Schema.open(settings)) {
            Schema.requireCurrent(database, settings);
            var outbox = database.outboxBacklog();
            return new Unattended(
                    outbox.overdue(), outbox.dead(), database.auditSeals().longestWait(), database.connectionsLeft());
        }
    }
}
