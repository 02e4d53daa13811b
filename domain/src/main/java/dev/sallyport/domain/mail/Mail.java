package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in words, ready to be sent.
 *
 * @param kind the {@link MailMessage#kind()}
 * @param expiresAt from when on it is not worth sending any more, because what it carries has expired; null for never
 */
public record Mail(
        MailId id,
        String kind,
        EmailAddress to,
        MailContent content,
        @Nullable Instant expiresAt) {}
