package dev.sallyport.persistence.mail;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.time.Instant;

/** Where mail is left to be sent, in {@code mail_outbox}. */
public final class JdbiMailOutbox implements MailOutbox {
    private static final String ENQUEUE = """
            INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at, expires_at)
            VALUES (:id, :kind, 'queued', :sealed, 0, :now, :now, :expires_at)""";

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
    public void enqueue(Mail mail, Instant now) {
        statements.write(new Write(ENQUEUE)
                .bind("id", mail.id().value())
                .bind("kind", mail.kind())
                .bind("sealed", sealedMails.seal(mail.id(), new SealedMails.Letter(mail.to(), mail.content())))
                .bind("now", now)
                .bind("expires_at", mail.expiresAt()));
        statements.afterCommit(onEnqueued);
    }
}
