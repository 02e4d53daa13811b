package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Actor;
import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of secret at every place that takes one: each opens its own door and no other. */
@DisplayName("A token of one kind is worthless at every other endpoint: ASVS 9.2.2, 6.6.2; RFC 8725 §3.12")
final class TokenKindsTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Map<Kind, String> SECRETS = new EnumMap<>(Kind.class);
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;
    private static int turn;
    private static String moversAccessToken = "";
    private static String otherChallenge = "";
    private static String otherRecoveryCode = "";

    /** What secrets look like: of another form they are refused as unreadable, of the right one as wrong. */
    enum Form {
        TEXT,
        DIGITS,
        LINK,
        ID,
        GROUPS
    }

    enum Kind {
        PASSWORD(Form.TEXT),
        REGISTRATION_CODE(Form.DIGITS),
        REGISTRATION_LINK(Form.LINK),
        REGISTRATION_ID(Form.ID),
        REFRESH_TOKEN(Form.TEXT),
        ACCESS_TOKEN(Form.TEXT),
        ENDED_REFRESH_TOKEN(Form.TEXT),
        ENDED_ACCESS_TOKEN(Form.TEXT),
        SESSION_ID(Form.ID),
        USER_ID(Form.ID),
        RESET_LINK(Form.LINK),
        EMAIL_CODE(Form.DIGITS),
        UNDO_LINK(Form.LINK),
        KEEP_LINK(Form.LINK),
        INVITATION_LINK(Form.LINK),
        CHALLENGE(Form.LINK),
        RECOVERY_CODE(Form.GROUPS);

        private final Form form;

        Kind(Form form) {
            this.form = form;
        }
    }

    /**
     * Somewhere that takes a secret of one kind.
     *
     * @param form what can be read there
     * @param refusal of what can be read
     */
    record Place(String name, Kind own, Form form, String refusal, Function<String, ApiRequest> request) {
        String refusalOf(Kind kind) {
            // Whoever signs out twice is signed out.
            if (name.equals("logout") && kind == Kind.ENDED_REFRESH_TOKEN) {
                return "204";
            }
            return form == Form.TEXT || form == kind.form ? refusal : "422 invalid-input";
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
        List<Place> places = new ArrayList<>();
        places.add(password("login", secret -> post("login", "email", ownersAddress(), "password", secret)));
        places.add(password(
                "the link's password",
                secret -> post("verify-email", "token", secret(Kind.REGISTRATION_LINK), "password", secret)));
        places.add(password(
                "the current password",
                secret -> me("POST", "/password").apply("currentPassword", secret, "newPassword", NEW_PASSWORD)));
        places.add(password(
                "the password for another address",
                secret ->
                        me("POST", "/email").apply("newEmail", "wanted-" + turn + "@example.com", "password", secret)));
        places.add(password(
                "the password for a deletion", secret -> me("DELETE", "").apply("password", secret)));

        places.add(new Place(
                "refresh",
                Kind.REFRESH_TOKEN,
                Form.TEXT,
                "401 invalid-refresh-token",
                secret -> post("refresh", "refreshToken", secret)));
        places.add(new Place(
                "logout",
                Kind.REFRESH_TOKEN,
                Form.TEXT,
                "401 invalid-refresh-token",
                secret -> post("logout", "refreshToken", secret)));

        places.add(bearer("POST", "/auth/logout", UnaryOperator.identity()));
        places.add(bearer("GET", "/me", UnaryOperator.identity()));
        places.add(bearer("PATCH", "/me", with("displayName", "Mallory")));
        places.add(bearer("DELETE", "/me", with("password", Guest.PASSWORD)));
        places.add(bearer("GET", "/me/sessions", UnaryOperator.identity()));
        places.add(bearer("DELETE", "/me/sessions", UnaryOperator.identity()));
        places.add(bearer("GET", "/me/export", UnaryOperator.identity()));
        places.add(
                bearer("POST", "/me/password", with("currentPassword", Guest.PASSWORD, "newPassword", NEW_PASSWORD)));
        places.add(bearer("POST", "/me/email", with("newEmail", "mallory@example.com", "password", Guest.PASSWORD)));

        // Whether there is such a registration is nobody's business.
        places.add(new Place(
                "resend",
                Kind.REGISTRATION_ID,
                Form.ID,
                "202",
                secret -> post("register/resend", "registrationId", secret)));
        places.add(new Place(
                "the code's registration",
                Kind.REGISTRATION_ID,
                Form.ID,
                "401 invalid-code",
                secret -> post("verify-email", "registrationId", secret, "code", secret(Kind.REGISTRATION_CODE))));
        places.add(new Place(
                "the code",
                Kind.REGISTRATION_CODE,
                Form.DIGITS,
                "401 invalid-code",
                secret -> post("verify-email", "registrationId", secret(Kind.REGISTRATION_ID), "code", secret)));
        places.add(new Place(
                "the link",
                Kind.REGISTRATION_LINK,
                Form.LINK,
                "401 invalid-code",
                secret -> post("verify-email", "token", secret, "password", Guest.PASSWORD)));
        places.add(new Place(
                "the code for another address",
                Kind.EMAIL_CODE,
                Form.DIGITS,
                "401 invalid-code",
                secret -> ApiRequest.post("/api/v1/me/email/confirm")
                        .bearer(moversAccessToken)
                        .json(Guest.json("code", secret))));
        places.add(new Place(
                "reset",
                Kind.RESET_LINK,
                Form.LINK,
                "401 invalid-link",
                secret -> post("password/reset", "token", secret, "newPassword", NEW_PASSWORD)));
        places.add(new Place(
                "undo", Kind.UNDO_LINK, Form.LINK, "401 invalid-link", secret -> post("email/undo", "token", secret)));
        places.add(new Place(
                "keep",
                Kind.KEEP_LINK,
                Form.LINK,
                "401 invalid-link",
                secret -> post("account/keep", "token", secret)));
        places.add(new Place(
                "an invitation",
                Kind.INVITATION_LINK,
                Form.LINK,
                "401 invalid-link",
                secret -> post("invitation/accept", "token", secret, "password", NEW_PASSWORD)));
        places.add(new Place(
                "the challenge",
                Kind.CHALLENGE,
                Form.LINK,
                "401 invalid-challenge",
                secret -> secondFactor(secret, otherRecoveryCode)));
        places.add(new Place(
                "the recovery code",
                Kind.RECOVERY_CODE,
                Form.GROUPS,
                "401 invalid-code",
                secret -> secondFactor(otherChallenge, secret)));
        return places;
    }

    /** One place for each kind of secret; they can be used one after the other. */
    private static final List<String> DOORS = List.of(
            "login",
            "refresh",
            "GET /me",
            "the code",
            "the link",
            "the code for another address",
            "reset",
            "undo",
            "keep",
            "the challenge",
            "the recovery code");

    private static Place password(String name, Function<String, ApiRequest> request) {
        return new Place(name, Kind.PASSWORD, Form.TEXT, "401 invalid-credentials", request);
    }

    private static Place bearer(String method, String path, UnaryOperator<ApiRequest> body) {
        return new Place(
                method + " " + path,
                Kind.ACCESS_TOKEN,
                Form.TEXT,
                "401 invalid-access-token",
                secret -> body.apply(ApiRequest.of(method, "/api/v1" + path).bearer(secret)));
    }

    private static UnaryOperator<ApiRequest> with(String... members) {
        return request -> request.json(Guest.json(members));
    }

    private static ApiRequest post(String path, String... members) {
        return ApiRequest.post("/api/v1/auth/" + path).json(Guest.json(members));
    }

    private static ApiRequest secondFactor(String challenge, String recoveryCode) {
        return post("login/second-factor", "challenge", challenge, "factor", "recovery-code", "code", recoveryCode);
    }

    /** A request of the owner's, but for its body. */
    private interface Asking {
        ApiRequest apply(String... members);
    }

    private static Asking me(String method, String path) {
        return members ->
                with(members).apply(ApiRequest.of(method, "/api/v1/me" + path).bearer(secret(Kind.ACCESS_TOKEN)));
    }

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher(), "ACCOUNT_DELETION_GRACE", "30d");
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static String ownersAddress() {
        return "owner-" + turn + "@example.com";
    }

    /** Fresh ones, each of somebody else where using one would void another. */
    @BeforeEach
    void makeSecrets() {
        turn++;
        ApiAnswer tokens = guest.signUp(ownersAddress());
        ApiAnswer ended = guest.login(ownersAddress(), Guest.PASSWORD);
        guest.logout(ended.text("refreshToken"));
        Pending byCode = guest.pending("by-code-" + turn + "@example.com");
        Pending byLink = guest.pending("by-link-" + turn + "@example.com");
        String forgetful = "forgetful-" + turn + "@example.com";
        guest.signUp(forgetful);
        moversAccessToken = guest.signUp("mover-" + turn + "@example.com").text("accessToken");
        String robbed = "robbed-" + turn + "@example.com";
        guest.changeEmail(guest.signUp(robbed).text("accessToken"), "lair-" + turn + "@example.com", Guest.PASSWORD);
        String leaver = "leaver-" + turn + "@example.com";
        guest.deleteMe(guest.signUp(leaver).text("accessToken"), Guest.PASSWORD);

        String enrolled = "enrolled-" + turn + "@example.com";
        AuthenticatorApp app = AuthenticatorApp.enrolled(
                system.clock(), guest, guest.signUp(enrolled).text("accessToken"));
        otherChallenge = guest.challenge(enrolled);
        otherRecoveryCode = app.recoveryCodes().getLast();

        SECRETS.put(Kind.CHALLENGE, guest.challenge(enrolled));
        SECRETS.put(Kind.RECOVERY_CODE, app.recoveryCodes().getFirst());
        SECRETS.put(Kind.PASSWORD, Guest.PASSWORD);
        SECRETS.put(Kind.REGISTRATION_CODE, byCode.code());
        SECRETS.put(Kind.REGISTRATION_ID, byCode.id());
        SECRETS.put(Kind.REGISTRATION_LINK, byLink.token());
        SECRETS.put(Kind.REFRESH_TOKEN, tokens.text("refreshToken"));
        SECRETS.put(Kind.ACCESS_TOKEN, tokens.text("accessToken"));
        SECRETS.put(Kind.SESSION_ID, tokens.text("sessionId"));
        SECRETS.put(Kind.USER_ID, tokens.json().at("/user/id").asText());
        SECRETS.put(Kind.ENDED_REFRESH_TOKEN, ended.text("refreshToken"));
        SECRETS.put(Kind.ENDED_ACCESS_TOKEN, ended.text("accessToken"));
        SECRETS.put(Kind.RESET_LINK, guest.resetToken(forgetful));
        SECRETS.put(Kind.EMAIL_CODE, guest.emailCode(moversAccessToken, "moved-" + turn + "@example.com"));
        SECRETS.put(Kind.UNDO_LINK, Inbox.token(guest.mail(robbed, "email-change-requested")));
        SECRETS.put(Kind.INVITATION_LINK, invitation("invited-" + turn + "@example.com"));
        SECRETS.put(Kind.KEEP_LINK, Inbox.token(guest.mail(leaver, "account-deletion-scheduled")));
    }

    private static String invitation(String email) {
        var command = new InviteUser.Command(
                EmailAddress.of(email),
                null,
                LanguageTag.of("en"),
                Set.of(),
                InviteUser.Delivery.MAILED,
                new Actor.Operator(Optional.empty()));
        assertThat(system.sallyport().inviteUser().handle(command)).isInstanceOf(InviteUser.Result.Invited.class);
        return Inbox.token(guest.mail(email, "invitation"));
    }

    private static String secret(Kind kind) {
        return Objects.requireNonNull(SECRETS.get(kind));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void refusesEveryOtherKindWritesNothingAndVoidsNone(Place place) {
        List<String> before = kept();

        for (Kind kind : Kind.values()) {
            if (kind != place.own()) {
                ApiAnswer answer = place.present(kind);

                assertThat(answer.outcome()).as(place + " and " + kind).isEqualTo(place.refusalOf(kind));
                assertThat(answer.body()).doesNotContain(secret(kind));
                assertThat(kept()).as(place + " and " + kind).isEqualTo(before);
                forgive();
            }
        }

        for (String door : DOORS) {
            Place own = places().stream()
                    .filter(candidate -> candidate.name().equals(door))
                    .findFirst()
                    .orElseThrow();
            assertThat(own.present(own.own()).outcome())
                    .as(door + " after " + place)
                    .startsWith("20");
        }
    }

    /** Everything but what is said about the refusal itself: the trail, and the counts of failures. */
    private static List<String> kept() {
        List<String> kept = new ArrayList<>(tables.rows(List.of(
                "user_roles",
                "user_devices",
                "known_clients",
                "sessions",
                "mail_outbox",
                "recovery_requests",
                "password_resets",
                "email_change_undos",
                "account_deletions",
                "totp_factors",
                "recovery_codes",
                "sign_in_challenges")));
        kept.addAll(tables.values("SELECT (to_jsonb(p) - 'failures')::text FROM pending_registrations p ORDER BY 1"));
        kept.addAll(tables.values("SELECT (to_jsonb(c) - 'failures')::text FROM email_changes c ORDER BY 1"));
        kept.addAll(tables.values("SELECT (to_jsonb(u) - 'password_failures')::text FROM users u ORDER BY 1"));
        return kept;
    }

    /** There are more kinds than guesses. */
    private static void forgive() {
        tables.execute("UPDATE pending_registrations SET failures = 0; UPDATE email_changes SET failures = 0;"
                + " UPDATE users SET password_failures = 0");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void takesTheSecretThatBelongsThere(Place place) {
        assertThat(place.present(place.own()).outcome()).startsWith("20");
    }
}
