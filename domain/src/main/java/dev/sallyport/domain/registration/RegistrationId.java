package dev.sallyport.domain.registration;

import java.util.UUID;

/** Names a pending registration to whoever started it: a UUIDv7. It is half of the proof; the mailed code is the other. */
public record RegistrationId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
