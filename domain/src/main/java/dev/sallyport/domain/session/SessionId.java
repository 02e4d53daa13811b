package dev.sallyport.domain.session;

import java.util.UUID;

/** Names a session: a UUIDv7. */
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
