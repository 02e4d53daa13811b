package dev.sallyport.persistence.sql;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Binds instants as {@code timestamptz}, which holds microseconds. They are cut off, never rounded: rounding up would let what
 * expires live on, and what is compared must be cut like what was stored.
 */
public final class InstantArguments extends AbstractArgumentFactory<Instant> {
    public InstantArguments() {
        super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant instant, ConfigRegistry config) {
        var kept = instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return (position, statement, context) -> statement.setObject(position, kept, Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
