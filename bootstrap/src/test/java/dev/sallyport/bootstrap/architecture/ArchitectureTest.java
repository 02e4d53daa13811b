package dev.sallyport.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house as it stands keeps to its architecture. {@link ArchitectureRulesTest} shows that each rule can be broken. */
class ArchitectureTest {
    private static final ArchitectureRules RULES = ArchitectureRules.ofSallyport();
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
                .importPackages("dev.sallyport");
    }

    private static void check(ArchRule rule) {
        rule.check(house);
    }

    @Test
    void isReadWhole() {
        assertThat(house.stream().map(type -> type.getPackageName().split("\\.", 4)[2]))
                .contains(
                        "domain",
                        "application",
                        "http",
                        "persistence",
                        "mail",
                        "verifier",
                        "security",
                        "ratelimit",
                        "bootstrap");
        assertThat(house).noneMatch(type -> type.getPackageName().contains("fixtures"));
    }

    @Test
    void domainKnowsOnlyTheJdk() {
        check(RULES.domainKnowsOnlyTheJdk());
    }

    @Test
    void applicationKnowsOnlyTheDomain() {
        check(RULES.applicationKnowsOnlyTheDomain());
    }

    @Test
    void verifierKnowsNothingOfTheHouse() {
        check(RULES.verifierKnowsNothingOfTheHouse());
    }

    @Test
    void adaptersKnowTheCoreAndTheirOwnLibraryAlone() {
        check(RULES.adaptersKnowTheCoreAndTheirOwnLibraryAlone());
    }

    @Test
    void bootstrapLeavesAdaptersTheirLibraries() {
        check(RULES.bootstrapLeavesAdaptersTheirLibraries());
    }

    @Test
    void coreDoesNotLog() {
        check(RULES.coreDoesNotLog());
    }

    @Test
    void coreDoesNotPrint() {
        check(RULES.coreDoesNotPrint());
    }

    @Test
    void nobodySleeps() {
        check(RULES.nobodySleeps());
    }

    @Test
    void nothingStaticCanChange() {
        check(RULES.nothingStaticCanChangeExcept(Set.of("security.session.HmacRefreshTokens.DOMAIN")));
    }

    /** Whoever is added here handles a secret in clear: it is hashed, sent or handed to its owner there, and nowhere else. */
    @Test
    void secretsAreRevealedOnlyWhereTheyMustBe() {
        check(RULES.secretsAreRevealedOnlyBy(Set.of(
                "application.secondfactor.EnrolTotp",
                "bootstrap.Schema",
                "bootstrap.cli.AdminCreate",
                "bootstrap.config.MailSettings",
                "domain.account.Password",
                "domain.account.PasswordPolicy",
                "domain.secondfactor.RecoveryCode",
                "http.lines.UserLine",
                "http.secondfactor.SecondFactorJson",
                "http.session.RefreshCookie",
                "http.session.TokensJson",
                "http.signin.ChallengeJson",
                "mail.BundledMailTemplates",
                "mail.SmtpConnection",
                "persistence.account.JdbiUsers",
                "persistence.admin.JdbiCarriedUsers",
                "persistence.registration.JdbiPendingRegistrations",
                "persistence.secondfactor.JdbiSecondFactors",
                "persistence.secondfactor.SealedSeeds",
                "persistence.session.JdbiSessions",
                "ratelimit.redis.RedisClients",
                "security.account.Argon2Phc",
                "security.account.Argon2idPasswordHasher",
                "security.account.BcryptVerifier",
                "security.account.HibpBreachedPasswords",
                "security.account.PasswordVerifiers",
                "security.account.ZxcvbnPasswordMeter",
                "security.botchallenge.HttpChallengeVerifier",
                "security.secondfactor.HmacTotpCodes",
                "security.secret.HmacSecretDigests",
                "security.session.HmacRefreshTokens",
                "security.session.JavaJwtAccessTokens",
                "security.session.VerifiedTokens")));
    }

    @Test
    void useCasesAreFinalWithOneWayIn() {
        check(RULES.useCasesAreFinalWithOneWayIn());
    }

    /** The system clock enters where everything is put together, where the program times itself, and by default in other services. */
    @Test
    void timeIsAPort() {
        check(RULES.timeIsAPortExceptFor(Set.of(
                "bootstrap.Core",
                "bootstrap.Keys",
                "bootstrap.SallyportSystem",
                "bootstrap.Server",
                "bootstrap.cli.Doctor",
                "verifier.VerifierBuilder")));
    }

    /** Those that make ids and secrets by their port, salts, nonces, keys and numbers to be found, and the ids of requests, which decide nothing. */
    @Test
    void randomnessIsAPort() {
        check(RULES.randomnessIsAPortExceptFor(Set.of(
                "http.routing.RequestId",
                "security.UuidV7Ids",
                "security.account.Argon2idPasswordHasher",
                "security.botchallenge.ProofOfWork",
                "security.keys.AesGcmVault",
                "security.keys.HmacKey",
                "security.secret.SecureRandomSecrets")));
    }

    @Test
    void nothingIsDoneByReflection() {
        check(RULES.nothingIsDoneByReflectionExceptBy(Set.of("bootstrap.cli.StopSignals")));
    }

    @Test
    void namesSaySomething() {
        check(RULES.namesSaySomething());
    }

    @Test
    void everyPackageIsNullMarked() {
        check(RULES.everyPackageIsNullMarked());
    }
}
