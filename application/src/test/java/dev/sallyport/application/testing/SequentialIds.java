package dev.sallyport.application.testing;

import dev.sallyport.application.IdGenerator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Well-formed UUIDv7s that count up. */
public final class SequentialIds implements IdGenerator {
    private final AtomicLong next = new AtomicLong(1);

    @Override
    public UUID next() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | next.getAndIncrement());
    }
}
