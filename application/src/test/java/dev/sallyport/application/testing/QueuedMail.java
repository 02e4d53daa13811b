package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailQueue.Claimed;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the outbox in memory. */
record QueuedMail(
        Mail mail,
        boolean isErased,
        @Nullable SecretDigest recipient,
        MailState state,
        int attempts,
        Instant queuedAt,
        @Nullable Instant retriedAt,
        Instant due,
        @Nullable Instant leasedUntil,
        @Nullable Instant settledAt,
        @Nullable String lastError) {

    static QueuedMail fresh(Mail mail, SecretDigest recipient, Instant now) {
        return new QueuedMail(mail, false, recipient, MailState.QUEUED, 0, now, null, now, null, null, null);
    }

    boolean isExpired(Instant now) {
        return mail.expiresAt() != null && !now.isBefore(mail.expiresAt());
    }

    boolean isHeld(Instant now) {
        return leasedUntil != null && leasedUntil.isAfter(now);
    }

    Claimed claimed() {
        return new Claimed(mail, attempts, retriedAt == null ? queuedAt : retriedAt, due);
    }

    QueuedMail taken(Instant until) {
        return with(state, attempts + 1, until, until, settledAt, lastError);
    }

    QueuedMail failed(Instant dueAgain, String reason) {
        return with(state, attempts, dueAgain, null, settledAt, reason);
    }

    QueuedMail putBack(Instant dueAgain) {
        return with(state, attempts - 1, dueAgain, null, settledAt, lastError);
    }

    QueuedMail heldBack(Instant dueAgain) {
        return with(state, attempts, dueAgain, null, settledAt, lastError);
    }

    QueuedMail delivered(Instant now) {
        return with(MailState.DELIVERED, attempts, due, null, now, lastError).erasedContent();
    }

    QueuedMail expired(Instant now) {
        return with(MailState.EXPIRED, attempts, due, null, now, lastError).erasedContent();
    }

    QueuedMail dead(Instant now, String reason) {
        QueuedMail dead = with(MailState.DEAD, attempts, due, null, now, reason);
        return recipient == null ? dead.erasedContent() : dead;
    }

    QueuedMail retried(Instant now) {
        return new QueuedMail(
                mail, isErased, recipient, MailState.QUEUED, 0, queuedAt, now, now, null, null, lastError);
    }

    QueuedMail forgotten() {
        return new QueuedMail(
                mail,
                isErased || state == MailState.DEAD,
                null,
                state,
                attempts,
                queuedAt,
                retriedAt,
                due,
                leasedUntil,
                settledAt,
                lastError);
    }

    QueuedMail erasedContent() {
        return new QueuedMail(
                mail, true, recipient, state, attempts, queuedAt, retriedAt, due, leasedUntil, settledAt, lastError);
    }

    private QueuedMail with(
            MailState nowIn,
            int nowAttempts,
            Instant nowDue,
            @Nullable Instant nowLeased,
            @Nullable Instant nowSettled,
            @Nullable String nowError) {
        return new QueuedMail(
                mail,
                isErased,
                recipient,
                nowIn,
                nowAttempts,
                queuedAt,
                retriedAt,
                nowDue,
                nowLeased,
                nowSettled,
                nowError);
    }

    OutboxEntry entry() {
        return new OutboxEntry(
                mail.id(),
                mail.kind(),
                state,
                isErased ? null : mail.to(),
                attempts,
                queuedAt,
                retriedAt,
                state == MailState.QUEUED ? due : null,
                mail.expiresAt(),
                settledAt,
                lastError);
    }
}
