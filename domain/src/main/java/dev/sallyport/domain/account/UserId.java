package dev.sallyport.domain.account;

import java.util.UUID;

/** Names a user for ever: a UUIDv7, never used again. */
public record UserId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
