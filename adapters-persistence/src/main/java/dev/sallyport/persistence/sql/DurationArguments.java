package dev.sallyport.persistence.sql;

import java.sql.Types;
import java.time.Duration;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Binds durations in the notation of ISO 8601, which PostgreSQL reads where SQL says {@code ::interval}; as text, since a type that the driver does not know
 * would cost {@link TwoStatements} a round trip. In hours and less: what it calls a
 * day is not always 24 of them. (The driver's own type for intervals costs each connection a round trip.)
 */
public final class DurationArguments extends AbstractArgumentFactory<Duration> {
    public DurationArguments() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(Duration duration, ConfigRegistry config) {
        return (position, statement, context) -> statement.setString(position, duration.toString());
    }
}
