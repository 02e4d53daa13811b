package dev.sallyport.persistence.mail;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.time.Instant;

/** Where mail is left to be sent, in {@code mail_outbox}. */
public final class JdbiMailOutbox implements MailOutbox {
    private static final String ENQUEUE = """
            INSERT INTO mail_outbox (id, kind, state, sealed, recipient, attempts, queued_at, due_at, expires_at)
            VALUES (:id, :kind, 'queued', :sealed, :recipient, 0, :now, :now, :expires_at)""";

    private static final String FORGET = """
            UPDATE mail_outbox SET recipient = NULL, sealed = CASE state WHEN 'dead' THEN NULL ELSE sealed END
            WHERE recipient = :recipient""";

    private final Statements statements;
    private final SealedMails sealedMails;
    private final Runnable onEnqueued;

    /**
     * @param onEnqueued called once after each commit that queued mail, never before it; it must neither block nor throw
     */
    public JdbiMailOutbox(Statements statements, Vault vault, Runnable onEnqueued) {
        this.statements = statements;
        this.sealedMails = new SealedMails(vault);
        this.onEnqueued = onEnqueued;
    }

    @Override
    public void enqueue(Mail mail, SecretDigest recipient, Instant now) {
        statements.write(new Write(ENQUEUE)
                .bind("id", mail.id().value())
                .bind("kind", mail.kind())
                .bind("sealed", sealedMails.seal(mail.id(), new SealedMails.Letter(mail.to(), mail.content())))
                .bind("recipient", recipient.toBytes())
                .bind("now", now)
                .bind("expires_at", mail.expiresAt()));
        statements.afterCommit(onEnqueued);
    }

    @Override
    public void forget(SecretDigest recipient) {
        statements.write(new Write(FORGET).bind("recipient", recipient.toBytes()));
    }
}
