package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of secret at every place that takes one: each opens its own door and no other. */
@DisplayName("A token of one kind is worthless at every other endpoint: ASVS 9.2.2, 6.6.2; RFC 8725 §3.12")
final class TokenKindsTest {
    private static final String OWNER = "owner@example.com";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Set<Kind> IDS = Set.of(Kind.REGISTRATION_ID, Kind.SESSION_ID, Kind.USER_ID);
    private static final AtomicInteger REGISTRATIONS = new AtomicInteger();
    private static final Map<Kind, String> SECRETS = new EnumMap<>(Kind.class);
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;

    enum Kind {
        PASSWORD,
        CODE,
        LINK_TOKEN,
        REGISTRATION_ID,
        REFRESH_TOKEN,
        ACCESS_TOKEN,
        SESSION_ID,
        USER_ID
    }

    /**
     * Somewhere that takes a secret of one kind.
     *
     * @param refusal of a secret of another kind: 422 if its form tells, 401 if it is taken for a wrong one
     * @param refusalOfIds of an id, if that is something else
     */
    record Place(String name, Kind own, String refusal, String refusalOfIds, Function<String, ApiRequest> request) {
        Place(String name, Kind own, String refusal, Function<String, ApiRequest> request) {
            this(name, own, refusal, refusal, request);
        }

        String refusalOf(Kind kind) {
            return IDS.contains(kind) ? refusalOfIds : refusal;
        }

        ApiAnswer present(Kind kind) {
            return guest.send(request.apply(secret(kind)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Place> places() {
        return List.of(
                new Place(
                        "login",
                        Kind.PASSWORD,
                        "401 invalid-credentials",
                        secret -> post("login", "email", OWNER, "password", secret)),
                new Place(
                        "refresh",
                        Kind.REFRESH_TOKEN,
                        "401 invalid-refresh-token",
                        secret -> post("refresh", "refreshToken", secret)),
                new Place(
                        "GET /me",
                        Kind.ACCESS_TOKEN,
                        "401 invalid-access-token",
                        secret -> ApiRequest.get("/api/v1/me").bearer(secret)),
                new Place(
                        "PATCH /me",
                        Kind.ACCESS_TOKEN,
                        "401 invalid-access-token",
                        secret -> ApiRequest.patch("/api/v1/me")
                                .bearer(secret)
                                .json(Guest.json("displayName", "Mallory"))),
                // Whether there is such a registration is nobody's business.
                new Place(
                        "resend",
                        Kind.REGISTRATION_ID,
                        "422 invalid-input",
                        "202",
                        secret -> post("register/resend", "registrationId", secret)),
                new Place(
                        "the link's password",
                        Kind.PASSWORD,
                        "401 invalid-credentials",
                        secret -> post("verify-email", "token", secret(Kind.LINK_TOKEN), "password", secret)),
                new Place(
                        "the link's token",
                        Kind.LINK_TOKEN,
                        "422 invalid-input",
                        secret -> post("verify-email", "token", secret, "password", Guest.PASSWORD)),
                new Place(
                        "the code",
                        Kind.CODE,
                        "422 invalid-input",
                        secret -> post("verify-email", "registrationId", secret(Kind.REGISTRATION_ID), "code", secret)),
                new Place(
                        "the code's registration",
                        Kind.REGISTRATION_ID,
                        "422 invalid-input",
                        "401 invalid-code",
                        secret -> post("verify-email", "registrationId", secret, "code", secret(Kind.CODE))),
                new Place(
                        "logout",
                        Kind.REFRESH_TOKEN,
                        "401 invalid-refresh-token",
                        secret -> post("logout", "refreshToken", secret)),
                new Place(
                        "logout by bearer",
                        Kind.ACCESS_TOKEN,
                        "401 invalid-access-token",
                        secret -> ApiRequest.post("/api/v1/auth/logout").bearer(secret)));
    }

    private static ApiRequest post(String path, String... members) {
        return ApiRequest.post("/api/v1/auth/" + path).json(Guest.json(members));
    }

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher());
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    /** Fresh ones: an account that is signed in, and a registration that waits. */
    private static void makeSecrets() {
        if (tables.count("users") == 0) {
            guest.signUp(OWNER);
        }
        ApiAnswer tokens = guest.login(OWNER, Guest.PASSWORD);
        Pending pending = guest.pending("waiting-" + REGISTRATIONS.incrementAndGet() + "@example.com");
        SECRETS.put(Kind.PASSWORD, Guest.PASSWORD);
        SECRETS.put(Kind.CODE, pending.code());
        SECRETS.put(Kind.LINK_TOKEN, pending.token());
        SECRETS.put(Kind.REGISTRATION_ID, pending.id());
        SECRETS.put(Kind.REFRESH_TOKEN, tokens.text("refreshToken"));
        SECRETS.put(Kind.ACCESS_TOKEN, tokens.text("accessToken"));
        SECRETS.put(Kind.SESSION_ID, tokens.text("sessionId"));
        SECRETS.put(Kind.USER_ID, tokens.json().at("/user/id").asText());
    }

    private static String secret(Kind kind) {
        return Objects.requireNonNull(SECRETS.get(kind));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    static Stream<Arguments> strangers() {
        return places().stream()
                .flatMap(place -> Arrays.stream(Kind.values())
                        .filter(kind -> kind != place.own())
                        .map(kind -> Arguments.of(place, kind)));
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("strangers")
    void refusesASecretOfAnotherKindAndWritesNothing(Place place, Kind kind) {
        makeSecrets();
        List<String> before = kept();

        ApiAnswer answer = place.present(kind);

        assertThat(answer.outcome()).isEqualTo(place.refusalOf(kind));
        assertThat(answer.body()).doesNotContain(secret(kind));
        assertThat(kept()).isEqualTo(before);
    }

    /** Everything but what is said about the refusal itself: the trail, and the count of failures. */
    private static List<String> kept() {
        List<String> kept = new ArrayList<>(tables.rows(List.of("users", "user_roles", "sessions", "mail_outbox")));
        kept.addAll(tables.values("SELECT (to_jsonb(p) - 'failures')::text FROM pending_registrations p ORDER BY 1"));
        return kept;
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("places")
    void takesTheSecretThatBelongsThere(Place place) {
        makeSecrets();

        assertThat(place.present(place.own()).status()).isBetween(200, 204);
    }
}
