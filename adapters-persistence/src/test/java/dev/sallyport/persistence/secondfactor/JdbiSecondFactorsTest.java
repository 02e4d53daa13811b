package dev.sallyport.persistence.secondfactor;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.application.testing.SecondFactorsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSecondFactorsTest extends SecondFactorsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final FakeVault VAULT = new FakeVault("master key");
    private static final TotpSeed SEED = TotpSeed.of("SEED".repeat(8));

    @Override
    protected SecondFactors factors() {
        return postgres.database().secondFactors(VAULT);
    }

    @Override
    protected SignInChallenges challenges() {
        return postgres.database().signInChallenges(VAULT);
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }

    @Test
    void keepsNoSeedThatCouldBeRead() {
        UserId user = users().credentials(ADA).orElseThrow().user().id();

        enrol(user);

        List<String> rows = Sql.column(postgres.settings(), "SELECT t::text FROM totp_factors t");
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .contains(user.toString())
                .doesNotContain(
                        SEED.reveal(), HexFormat.of().formatHex(SEED.reveal().getBytes(US_ASCII)));
    }

    @Test
    void takesNobodysSeedForSomebodyElses() {
        User eve = Samples.user(EmailAddress.of("eve@example.com"));
        users().add(eve, HASH);
        enrol(users().credentials(ADA).orElseThrow().user().id());
        enrol(eve.id());
        Sql.execute(
                postgres.settings(),
                "UPDATE totp_factors SET seed = (SELECT seed FROM totp_factors WHERE user_id <> '" + eve.id()
                        + "') WHERE user_id = '" + eve.id() + "'");

        assertThatThrownBy(() -> factors().tryPending(eve.id(), NOW.minusSeconds(1), 5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("authenticator of user " + eve.id());
    }

    @Test
    void leavesNothingBehindWhenTheUserIsRemoved() {
        UserId user = users().credentials(ADA).orElseThrow().user().id();
        enrol(user);
        factors().replaceRecoveryCodes(user, List.of(new KeptRecoveryCode("AAAA", HASH)), NOW);
        challenges().add(new SignInChallenges.Waiting(Samples.digest(1), user, Samples.digest(2), NOW));
        List<String> tables = List.of("totp_factors", "recovery_codes", "sign_in_challenges");
        assertThat(tables).allSatisfy(table -> assertThat(rowsOf(table)).hasSize(1));

        users().remove(user);

        assertThat(tables).allSatisfy(table -> assertThat(rowsOf(table)).isEmpty());
    }

    private static List<String> rowsOf(String table) {
        return Sql.column(postgres.settings(), "SELECT user_id FROM " + table);
    }

    private void enrol(UserId user) {
        factors().enrol(user, pending(), NOW);
    }

    private static PendingTotp pending() {
        return new PendingTotp(UUID.randomUUID(), SEED, new TotpParameters(6, Duration.ofSeconds(30)));
    }
}
