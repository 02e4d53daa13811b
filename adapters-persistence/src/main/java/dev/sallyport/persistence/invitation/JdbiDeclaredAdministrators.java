package dev.sallyport.persistence.invitation;

import dev.sallyport.application.invitation.DeclaredAdministrators;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.time.Instant;

/** Who was declared to be an administrator, in {@code declared_administrators}. */
public final class JdbiDeclaredAdministrators implements DeclaredAdministrators {
    private static final String CONTAINS =
            "SELECT EXISTS (SELECT FROM declared_administrators WHERE email_digest = :email)";

    private static final String ADD = """
            INSERT INTO declared_administrators (email_digest, declared_at) VALUES (:email, :now)
            ON CONFLICT (email_digest) DO NOTHING
            """;

    private final Statements statements;

    public JdbiDeclaredAdministrators(Statements statements) {
        this.statements = statements;
    }

    @Override
    public boolean contains(SecretDigest address) {
        return statements.ask(handle -> handle.createQuery(CONTAINS)
                .bind("email", address.toBytes())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public void add(SecretDigest address, Instant now) {
        statements.write(new Write(ADD).bind("email", address.toBytes()).bind("now", now));
    }
}
