package dev.sallyport.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.keys.RotateSigningKey;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.ReadPublicKeys;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.Client;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators change their minds about how tokens are signed, and nobody is signed out by it. */
class SwitchingAlgorithmsTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final Password PASSWORD = Password.of("correct horse battery staple");
    private static final Client CLIENT = Client.local();

    private final DatabaseSettings database = POSTGRES.server().createDatabase();
    private final FakeMailTransport mail = new FakeMailTransport();

    private Map<String, String> environment(String algorithm) {
        return algorithm.equals("HS256")
                ? Settings.on(database, "JWT_ALGORITHM", "HS256", "JWT_SECRET", "kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQe")
                : Settings.on(database, "JWT_ALGORITHM", algorithm);
    }

    private SallyportSystem start(String algorithm) {
        return SallyportSystem.start(Configuration.parse(environment(algorithm)), mail);
    }

    private SignedIn register(SallyportSystem system) {
        var registered = (RegisterAccount.Result.Accepted) system.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(ADA, PASSWORD, null, LanguageTag.of("en"), CLIENT));
        MailedCode code = MailedCode.of(MailBag.codeFor(ADA.value(), mail));
        var verified = (VerifyEmail.Result.Verified)
                system.sallyport().verifyEmail().handle(new VerifyEmail.Command.ByCode(registered.id(), code, CLIENT));
        return verified.signedIn();
    }

    private static AccessToken signIn(SallyportSystem system) {
        var result =
                (SignIn.Result.Succeeded) system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT));
        return result.signedIn().accessToken();
    }

    private static String header(AccessToken token) {
        String text = token.reveal();
        return new String(Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.'))), UTF_8);
    }

    private static List<String> published(SallyportSystem system) {
        return system.sallyport().readPublicKeys().handle(new ReadPublicKeys.Command()).keys().stream()
                .map(jwk -> jwk.getOrDefault("alg", ""))
                .toList();
    }

    private static boolean isAuthentic(AccessToken token, SallyportSystem system) {
        return system.sallyport().authenticate().handle(new Authenticate.Command(token))
                instanceof Authenticate.Result.Authenticated;
    }

    @ParameterizedTest
    @CsvSource({"ES256,RS256,RS256 ES256", "ES256,HS256,ES256", "HS256,ES256,ES256", "RS256,HS256,RS256"})
    void acceptsTheTokensOfBoth(String before, String after, String publishedBoth) {
        AccessToken old;
        try (SallyportSystem system = start(before)) {
            old = register(system).accessToken();
            assertThat(header(old)).contains("\"alg\":\"" + before + "\"");
        }

        KeySettings settings = KeySettings.parse(environment(after), file -> {
            throw new NoSuchFileException(file.toString());
        });
        RotateSigningKey.Result rotated = Keys.with(settings, keys -> keys.rotate(new RotateSigningKey.Command(false)));
        assertThat(rotated).isInstanceOf(RotateSigningKey.Result.Rotated.class);
        Sql.execute(database, "UPDATE server_keys SET active_from = active_from - interval '1 min'");

        try (SallyportSystem system = start(after)) {
            AccessToken young = signIn(system);
            assertThat(header(young)).contains("\"alg\":\"" + after + "\"");
            assertThat(isAuthentic(young, system)).isTrue();
            assertThat(isAuthentic(old, system)).isTrue();
            assertThat(published(system)).containsExactly(publishedBoth.split(" ", -1));
        }
    }
}
