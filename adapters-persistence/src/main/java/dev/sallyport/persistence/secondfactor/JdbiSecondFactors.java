package dev.sallyport.persistence.secondfactor;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.persistence.keys.JdbiSealedValues.Place;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Second factors, in {@code totp_factors} and {@code recovery_codes}; that a user has any is told by the user's row. Whatever changes them
 * holds that row first, so that it waits for sign-ins and they for it.
 */
public final class JdbiSecondFactors implements SecondFactors {
    /** What comes behind it sees what those have done who held the user's row before. */
    private static final String HOLD = "SELECT 1 FROM users WHERE id = :user_id FOR UPDATE;\n";

    private static final String OF =
            "SELECT " + FactorColumns.LIST + " FROM " + FactorColumns.OWNERS + " WHERE u.id = :user_id";

    /** A confirmed one stays as it is. */
    private static final String ENROL = """
            WITH holder AS (
                SELECT id FROM users WHERE id = :user_id FOR UPDATE
            )
            INSERT INTO totp_factors (user_id, enrolment, seed, digits, period_seconds, enrolled_at, tries)
            SELECT id, :enrolment, :seed, :digits, :period_seconds, :now, 0 FROM holder
            ON CONFLICT (user_id) DO UPDATE
            SET enrolment = EXCLUDED.enrolment, seed = EXCLUDED.seed, digits = EXCLUDED.digits,
                period_seconds = EXCLUDED.period_seconds, enrolled_at = EXCLUDED.enrolled_at, tries = 0
            WHERE totp_factors.confirmed_at IS NULL""";

    private static final String TRY_PENDING = HOLD + """
            UPDATE totp_factors SET tries = tries + 1
            WHERE user_id = :user_id AND confirmed_at IS NULL AND enrolled_at > :since AND tries < :most_tries
            RETURNING enrolment, seed, digits, period_seconds
            """;

    /** The codes of {@code owner}, and no others. What stays is not deleted first, since one statement cannot touch a row twice. */
    private static final String CODES = """
            others AS (
                DELETE FROM recovery_codes c USING owner
                WHERE c.user_id = owner.id AND c.selector <> ALL (:selectors::text[])
            ), given AS (
                INSERT INTO recovery_codes (user_id, selector, hash, created_at)
                SELECT owner.id, code.selector, code.hash, :now
                FROM owner, unnest(:selectors::text[], :hashes::text[]) AS code (selector, hash)
                ON CONFLICT (user_id, selector) DO UPDATE SET hash = EXCLUDED.hash, created_at = EXCLUDED.created_at
            )
            SELECT 1 FROM owner
            """;

    private static final String CONFIRM = HOLD + """
            WITH confirmed AS (
                UPDATE totp_factors t SET confirmed_at = :now, spent_step = :step FROM users u
                WHERE t.user_id = :user_id AND t.enrolment = :enrolment AND t.confirmed_at IS NULL
                    AND u.id = t.user_id AND u.status = 'active'
                RETURNING t.user_id
            ), owner AS (
                UPDATE users SET two_factor_enabled = true, second_factor_failures = 0
                WHERE id IN (SELECT user_id FROM confirmed)
                RETURNING id
            ),\s""" + CODES;

    private static final String REPLACE_CODES = HOLD + """
            WITH owner AS (
                SELECT id FROM users WHERE id = :user_id
            ),\s""" + CODES;

    private static final String FORGIVE = """
            UPDATE users SET second_factor_failures = 0 WHERE id IN (SELECT user_id FROM spent) RETURNING 1
            """;

    private static final String SPEND_STEP = HOLD + """
            WITH spent AS (
                UPDATE totp_factors SET spent_step = :step WHERE user_id = :user_id AND spent_step < :step
                RETURNING user_id
            )
            """ + FORGIVE;

    private static final String SPEND_CODE = HOLD + """
            WITH spent AS (
                DELETE FROM recovery_codes WHERE user_id = :user_id AND selector = :selector
                RETURNING user_id
            )
            """ + FORGIVE;

    private static final String REFUSED = """
            UPDATE users SET second_factor_failures = second_factor_failures + 1 WHERE id = :user_id
            RETURNING second_factor_failures
            """;

    private static final String REMOVE = HOLD + """
            WITH gone AS (
                DELETE FROM totp_factors WHERE user_id = :user_id RETURNING confirmed_at
            ), codes AS (
                DELETE FROM recovery_codes WHERE user_id = :user_id
            ), challenges AS (
                DELETE FROM sign_in_challenges WHERE user_id = :user_id
            )
            UPDATE users SET two_factor_enabled = false, second_factor_failures = 0 WHERE id = :user_id
            RETURNING EXISTS (SELECT FROM gone WHERE confirmed_at IS NOT NULL) AS had
            """;

    /** Where they can be sealed anew. */
    public static final Place SEALED = new Place(
            "authenticators",
            """
            SELECT user_id AS id, seed AS sealed FROM totp_factors
            WHERE user_id > :after AND substring(seed FROM 1 FOR length(:mark)) <> :mark
            ORDER BY user_id LIMIT :most
            """,
            "UPDATE totp_factors SET seed = :sealed WHERE user_id = :id AND seed = :found",
            (id, row) -> SealedSeeds.context(new UserId(id)));

    private final Statements statements;
    private final SealedSeeds seeds;

    public JdbiSecondFactors(Statements statements, Vault vault) {
        this.statements = statements;
        this.seeds = new SealedSeeds(vault);
    }

    @Override
    public EnrolledFactors of(UserId user) {
        return statements
                .ask(handle -> handle.createQuery(OF)
                        .bind("user_id", user.value())
                        .map((row, context) -> FactorColumns.read(user, row, seeds))
                        .findOne())
                .orElse(EnrolledFactors.NONE);
    }

    @Override
    public void enrol(UserId user, PendingTotp totp, Instant now) {
        statements.write(new Write(ENROL)
                .bind("user_id", user.value())
                .bind("enrolment", totp.enrolment())
                .bind("seed", seeds.seal(user, totp.seed()))
                .bind("digits", totp.parameters().digits())
                .bind("period_seconds", totp.parameters().period().toSeconds())
                .bind("now", now));
    }

    @Override
    public Optional<PendingTotp> tryPending(UserId user, Instant since, int mostTries) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(TRY_PENDING)
                        .bind("user_id", user.value())
                        .bind("since", since)
                        .bind("most_tries", mostTries),
                (row, context) -> pending(user, row)));
    }

    private PendingTotp pending(UserId user, ResultSet row) throws SQLException {
        return new PendingTotp(
                Columns.uuid(row, "enrolment"),
                seeds.open(user, Columns.bytes(row, "seed")),
                FactorColumns.parameters(row));
    }

    @Override
    public boolean confirm(
            UserId user, PendingTotp totp, long step, List<KeptRecoveryCode> recoveryCodes, Instant now) {
        return isAnswered(handle -> bindCodes(handle.createQuery(CONFIRM), recoveryCodes)
                .bind("user_id", user.value())
                .bind("enrolment", totp.enrolment())
                .bind("step", step)
                .bind("now", now));
    }

    @Override
    public boolean spend(UserId user, FactorProof proof, Instant now) {
        return isAnswered(handle -> (switch (proof) {
                    case FactorProof.TotpStep(long step) ->
                        handle.createQuery(SPEND_STEP).bind("step", step);
                    case FactorProof.UsedRecoveryCode(String selector) ->
                        handle.createQuery(SPEND_CODE).bind("selector", selector);
                })
                .bind("user_id", user.value()));
    }

    @Override
    public ConsecutiveFailures refused(UserId user) {
        return new ConsecutiveFailures(statements.ask(handle -> handle.createQuery(REFUSED)
                .bind("user_id", user.value())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0)));
    }

    @Override
    public void replaceRecoveryCodes(UserId user, List<KeptRecoveryCode> recoveryCodes, Instant now) {
        isAnswered(handle -> bindCodes(handle.createQuery(REPLACE_CODES), recoveryCodes)
                .bind("user_id", user.value())
                .bind("now", now));
    }

    @Override
    public boolean remove(UserId user) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(REMOVE).bind("user_id", user.value()),
                        (row, context) -> row.getBoolean("had")))
                .orElse(false);
    }

    private boolean isAnswered(Function<Handle, Query> both) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(both.apply(handle), (row, context) -> row.getInt(1)))
                .isPresent();
    }

    private static Query bindCodes(Query query, List<KeptRecoveryCode> recoveryCodes) {
        return query.bind(
                        "selectors",
                        recoveryCodes.stream().map(KeptRecoveryCode::selector).toArray(String[]::new))
                .bind(
                        "hashes",
                        recoveryCodes.stream().map(code -> code.hash().reveal()).toArray(String[]::new));
    }
}
