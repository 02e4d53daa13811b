package dev.sallyport.domain.mail;

import java.util.UUID;

/** Names a mail from the moment it is queued: a UUIDv7. */
public record MailId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
