package dev.sallyport.persistence.secondfactor;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Sign-ins that wait for a second factor, in {@code sign_in_challenges}. */
public final class JdbiSignInChallenges implements SignInChallenges {
    /** Whose account is gone or suspended by now has nothing to wait for, and holds up nobody else. */
    private static final String ADD = """
            WITH holder AS (
                SELECT id FROM users WHERE id = :user_id AND status = 'active' FOR KEY SHARE
            )
            INSERT INTO sign_in_challenges (challenge, user_id, password, expires_at, tries)
            SELECT :challenge, id, :password, :expires_at, 0 FROM holder""";

    private static final String ATTEMPT =
            """
            UPDATE sign_in_challenges c SET tries = c.tries + 1
            FROM\s""" + FactorColumns.OWNERS + """

            WHERE c.challenge = :challenge AND c.tries < :most_tries AND c.expires_at > :now AND u.id = c.user_id
            RETURNING c.password AS proven_password, u.password_hash,\s""" + UserColumns.LIST + ", " + FactorColumns.LIST;

    /** The user's row is held first, as everywhere: what comes behind it sees what others have spent who held it before. */
    private static final String WAITING = """
            SELECT 1 FROM users WHERE id = (SELECT user_id FROM sign_in_challenges WHERE challenge = :challenge) FOR UPDATE;
            WITH waiting AS (
                SELECT user_id FROM sign_in_challenges WHERE challenge = :challenge AND expires_at > :now FOR UPDATE
            ), spent AS (
            """;

    private static final String END = """
            )
            DELETE FROM sign_in_challenges WHERE challenge = :challenge AND user_id IN (SELECT user_id FROM spent)
            RETURNING 1
            """;

    private static final String COMPLETE_BY_STEP = WAITING + """
            UPDATE totp_factors t SET spent_step = :step FROM waiting
            WHERE t.user_id = waiting.user_id AND t.spent_step < :step
            RETURNING t.user_id
            """ + END;

    private static final String COMPLETE_BY_CODE = WAITING + """
            DELETE FROM recovery_codes r USING waiting
            WHERE r.user_id = waiting.user_id AND r.selector = :selector
            RETURNING r.user_id
            """ + END;

    private static final String PURGE = """
            DELETE FROM sign_in_challenges WHERE challenge IN (
                SELECT challenge FROM sign_in_challenges WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED
            )
            """;

    private final Statements statements;
    private final SealedSeeds seeds;

    public JdbiSignInChallenges(Statements statements, Vault vault) {
        this.statements = statements;
        this.seeds = new SealedSeeds(vault);
    }

    @Override
    public void add(Waiting waiting) {
        statements.write(new Write(ADD)
                .bind("user_id", waiting.user().value())
                .bind("challenge", waiting.challenge().toBytes())
                .bind("password", waiting.password().toBytes())
                .bind("expires_at", waiting.expiresAt()));
    }

    @Override
    public Optional<Attempt> attempt(SecretDigest challenge, int mostTries, Instant now) {
        return statements.ask(handle -> handle.createQuery(ATTEMPT)
                .bind("challenge", challenge.toBytes())
                .bind("most_tries", mostTries)
                .bind("now", now)
                .map((row, context) -> attempt(row))
                .findOne());
    }

    private Attempt attempt(ResultSet row) throws SQLException {
        User user = UserColumns.read(row);
        return new Attempt(
                user,
                PasswordHash.of(Columns.text(row, "password_hash")),
                SecretDigest.of(Columns.bytes(row, "proven_password")),
                FactorColumns.read(user.id(), row, seeds));
    }

    @Override
    public boolean complete(SecretDigest challenge, FactorProof proof, Instant now) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        completion(handle, proof)
                                .bind("challenge", challenge.toBytes())
                                .bind("now", now),
                        (row, context) -> row.getInt(1)))
                .isPresent();
    }

    private static Query completion(Handle handle, FactorProof proof) {
        return switch (proof) {
            case FactorProof.TotpStep(long step) ->
                handle.createQuery(COMPLETE_BY_STEP).bind("step", step);
            case FactorProof.UsedRecoveryCode(String selector) ->
                handle.createQuery(COMPLETE_BY_CODE).bind("selector", selector);
        };
    }

    @Override
    public void withdraw(UserId user) {
        statements.write(
                new Write("DELETE FROM sign_in_challenges WHERE user_id = :user_id").bind("user_id", user.value()));
    }

    @Override
    public int purge(Instant now, int most) {
        return statements.ask(handle ->
                handle.createUpdate(PURGE).bind("now", now).bind("most", most).execute());
    }
}
