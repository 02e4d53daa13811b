package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a mail without reading it.
 *
 * @param kind the {@link MailMessage#kind()}
 * @param to its recipient, or null where that has been erased or cannot be read here
 * @param attempts how often it was tried since it was queued, or since somebody asked for it to be tried again
 * @param retriedAt when somebody last asked for that, or null
 * @param dueAt when it is tried next, or its delivery is given up for lost if it is being tried; null once it is settled
 * @param expiresAt from when on it is not worth sending; null for never
 * @param settledAt when it was delivered, had expired or became a dead letter; null while it is queued
 * @param lastError why the last try failed, in reply codes and kinds of failure; null if none has
 */
public record OutboxEntry(
        MailId id,
        String kind,
        MailState state,
        @Nullable EmailAddress to,
        int attempts,
        Instant queuedAt,
        @Nullable Instant retriedAt,
        @Nullable Instant dueAt,
        @Nullable Instant expiresAt,
        @Nullable Instant settledAt,
        @Nullable String lastError) {}
