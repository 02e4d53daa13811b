package dev.sallyport.persistence.secondfactor;

import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.Totp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.persistence.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The confirmed factors of a user, as columns of whatever query has {@link #OWNERS} in it: one row, however many recovery codes. */
final class FactorColumns {
    static final String OWNERS = "users u LEFT JOIN totp_factors t ON t.user_id = u.id AND t.confirmed_at IS NOT NULL";

    static final String LIST = """
            t.seed, t.digits, t.period_seconds, t.spent_step,
            ARRAY(SELECT r.selector FROM recovery_codes r WHERE r.user_id = u.id ORDER BY r.selector) AS selectors,
            ARRAY(SELECT r.hash FROM recovery_codes r WHERE r.user_id = u.id ORDER BY r.selector) AS hashes""";

    private FactorColumns() {}

    static EnrolledFactors read(UserId user, ResultSet row, SealedSeeds seeds) throws SQLException {
        byte[] sealed = row.getBytes("seed");
        Optional<Totp> totp = sealed == null
                ? Optional.empty()
                : Optional.of(new Totp(seeds.open(user, sealed), parameters(row), row.getLong("spent_step")));
        List<String> selectors = Columns.texts(row, "selectors");
        List<String> hashes = Columns.texts(row, "hashes");
        return new EnrolledFactors(
                totp,
                IntStream.range(0, selectors.size())
                        .mapToObj(i -> new KeptRecoveryCode(selectors.get(i), PasswordHash.of(hashes.get(i))))
                        .toList());
    }

    static TotpParameters parameters(ResultSet row) throws SQLException {
        return new TotpParameters(row.getInt("digits"), Duration.ofSeconds(row.getInt("period_seconds")));
    }
}
