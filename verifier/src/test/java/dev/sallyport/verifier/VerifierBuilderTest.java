package dev.sallyport.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierBuilderTest {
    private static final String ISSUER = "https://id.example.com";

    private static void assertRefused(VerifierBuilder builder) {
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com, https://id.example.com/.well-known/jwks.json",
        "https://id.example.com/, https://id.example.com/.well-known/jwks.json",
        "https://id.example.com/auth, https://id.example.com/auth/.well-known/jwks.json",
    })
    void looksForTheKeysBelowTheIssuer(String issuer, String address) {
        assertThat(JwksAddress.below(issuer)).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/keys",
                "HTTPS://id.example.com/keys",
                "http://localhost:3000/keys",
                "http://LOCALHOST/keys",
                "http://127.0.0.1:3000/keys",
                "http://127.1.2.3/keys",
                "http://[::1]:3000/keys",
            })
    void fetchesByHttpsOrFromThisHost(String address) {
        assertThat(JwksAddress.of(URI.create(address), false).uri()).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/keys",
                "http://localhost.evil.example/keys",
                "http://127.0.0.1.evil.example/keys",
                "http://127.evil.example/keys",
                "http://[::2]/keys",
            })
    void fetchesByPlainHttpFromElsewhereOnlyIfToldTo(String address) {
        URI uri = URI.create(address);

        assertRefused(SallyportVerifier.builder(ISSUER).jwksUri(uri));
        assertThat(SallyportVerifier.builder(ISSUER)
                        .jwksUri(uri)
                        .allowPlainHttp()
                        .build())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://id.example.com/keys",
                "file:///etc/keys",
                "/keys",
                "mailto:keys@example.com",
                "https:///keys",
                "https://user:secret@id.example.com/keys",
                "https://id.example.com/keys#one",
            })
    void refusesAddressesThatNoKeysCanBeAt(String address) {
        VerifierBuilder builder =
                SallyportVerifier.builder(ISSUER).jwksUri(URI.create(address)).allowPlainHttp();

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void tellsWhatIsMissingOfAnAddressWithoutItsScheme() {
        assertThatThrownBy(() -> SallyportVerifier.of("localhost:3000")).hasMessageContaining("begins with https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sallyport", "not an address", "http://id.example.com"})
    void needsAnIssuerThatIsAnAddressUnlessItIsToldWhereTheKeysAre(String issuer) {
        assertThatThrownBy(() -> SallyportVerifier.of(issuer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesAnyIssuerThatIsNotBlankWithKeysFromSomewhereElse() {
        assertThat(SallyportVerifier.builder("sallyport")
                        .sharedSecret(new byte[32])
                        .build())
                .isNotNull();
        assertRefused(SallyportVerifier.builder(" ").sharedSecret(new byte[32]));
        assertRefused(SallyportVerifier.builder("sallyport").audience("").sharedSecret(new byte[32]));
    }

    @Test
    void expectsTheIssuerAsTheAudienceUnlessToldOtherwise() {
        MutableClock clock = new MutableClock();
        VerifierBuilder builder = SallyportVerifier.builder(Samples.ISSUER)
                .clock(clock)
                .keys(id -> Optional.of(VerificationKey.es256(Forgeries.KEY.publicKey())));
        String forApi = Forgeries.forge().token();
        String forIssuer =
                Forgeries.forge().claim("aud", "\"" + Samples.ISSUER + "\"").token();

        assertThat(builder.build().verify(forIssuer).userId()).isEqualTo(Samples.USER);
        assertThatThrownBy(() -> builder.build().verify(forApi)).hasMessage("aud is somebody else");
        assertThat(builder.audience(Samples.AUDIENCE).build().verify(forApi).userId())
                .isEqualTo(Samples.USER);
    }

    @Test
    void refusesWhatCannotBe() {
        assertRefused(SallyportVerifier.builder(ISSUER).leeway(Duration.ofMillis(60_001)));
        assertRefused(SallyportVerifier.builder(ISSUER).leeway(Duration.ofMillis(-1)));
        assertRefused(SallyportVerifier.builder(ISSUER).timeout(Duration.ZERO));
        assertRefused(SallyportVerifier.builder(ISSUER).keepKeysFor(Duration.ofSeconds(-1)));
        assertRefused(SallyportVerifier.builder(ISSUER)
                .sharedSecret(new byte[32])
                .jwksUri(URI.create("https://id.example.com/keys")));
        assertThatThrownBy(() -> SallyportVerifier.builder(ISSUER).sharedSecret(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnHttpClientThatFollowsRedirects() {
        HttpClient follower = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertRefused(SallyportVerifier.builder(ISSUER).httpClient(follower));
        assertThat(SallyportVerifier.builder(ISSUER)
                        .httpClient(HttpClient.newHttpClient())
                        .build())
                .isNotNull();
    }
}
