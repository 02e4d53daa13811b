package dev.sallyport.persistence.testing;

import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.persistence.DatabaseSettings;

/**
 * Makes a database go by a clock that stands still until it is moved: our SQL asks for {@code now()}, and finds ours before PostgreSQL's.
 * Connections that were opened before do not notice, so it is done first.
 */
public final class SteeredNow {
    private SteeredNow() {}

    /** From now on the database's clock is that one. */
    public static void follow(MutableClock clock, DatabaseSettings database) {
        Sql.execute(database, """
                CREATE SCHEMA IF NOT EXISTS steered;
                CREATE TABLE IF NOT EXISTS steered.clock (at timestamptz NOT NULL);
                DELETE FROM steered.clock;
                INSERT INTO steered.clock VALUES ('%s');
                CREATE OR REPLACE FUNCTION steered.now() RETURNS timestamptz LANGUAGE sql STABLE
                    AS 'SELECT at FROM steered.clock';
                DO $$ BEGIN
                    EXECUTE format('ALTER DATABASE %%I SET search_path = public, steered, pg_catalog', current_database());
                END $$
                """.formatted(clock.instant()));
        clock.onMove(() -> Sql.execute(database, "UPDATE steered.clock SET at = '" + clock.instant() + "'"));
    }
}
