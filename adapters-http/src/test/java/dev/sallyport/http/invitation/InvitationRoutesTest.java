package dev.sallyport.http.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationRoutesTest {
    private static final String USERS = "/api/v1/admin/users";
    private static final String INVITATIONS = "/api/v1/admin/invitations";
    private static final String ACCEPT = "/api/v1/auth/invitation/accept";
    private static final String GRACE = "{\"email\": \"grace@example.com\", \"displayName\": \"Grace\"}";

    private final TestServer server = TestServer.start();
    private final UserId admin =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));
    private final String accessToken = administrator();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksSomebodyWhoHasAnAccountOfThatIdOnceTheyAccept() {
        ApiAnswer invited = send(ApiRequest.post(USERS).json(GRACE));

        assertThat(invited.outcome()).isEqualTo("201");
        String path = INVITATIONS + "/" + invited.text("id");
        assertThat(invited.header("Location")).contains(path);
        assertThat(invited.json().at("/invitedBy").asText()).isEqualTo(admin.toString());
        assertThat(invited.body()).doesNotContain(server.mailed("invitation"));
        assertThat(send(ApiRequest.get(path)).json()).isEqualTo(invited.json());
        assertThat(send(ApiRequest.get(INVITATIONS)).json().at("/items/0")).isEqualTo(invited.json());

        ApiAnswer accepted = accept(server.mailed("invitation"), "seven quiet lanterns drift ashore");

        assertThat(accepted.outcome()).isEqualTo("200");
        assertThat(accepted.text("status")).isEqualTo("signed-in");
        assertThat(accepted.json().at("/user/id").asText()).isEqualTo(invited.text("id"));
        assertThat(accepted.json().at("/user/displayName").asText()).isEqualTo("Grace");
        assertThat(send(ApiRequest.get(path)).outcome()).isEqualTo("404 not-found");
        assertThat(send(ApiRequest.post(USERS).json(GRACE)).outcome()).isEqualTo("409 user-exists");
        assertThat(accept(server.mailed("invitation"), "seven quiet lanterns drift ashore")
                        .outcome())
                .isEqualTo("401 invalid-link");
    }

    @Test
    void callsAnInvitationOff() {
        String path =
                INVITATIONS + "/" + send(ApiRequest.post(USERS).json(GRACE)).text("id");

        assertThat(send(ApiRequest.of("DELETE", path).json("{\"reason\": \"A typing error\"}"))
                        .outcome())
                .isEqualTo("204");

        assertThat(accept(server.mailed("invitation"), "seven quiet lanterns drift ashore")
                        .outcome())
                .isEqualTo("401 invalid-link");
        assertThat(send(ApiRequest.of("DELETE", path)).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void writesInTheLanguageThatTheyRead() {
        send(ApiRequest.post(USERS).json("{\"email\": \"grace@example.com\", \"locale\": \"fr\"}"));

        assertThat(send(ApiRequest.get(INVITATIONS))
                        .json()
                        .at("/items/0/locale")
                        .asText())
                .isEqualTo("fr");
        assertThat(server.fakes().mailQueue().waiting()).extracting(Mail::kind).containsOnlyOnce("invitation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                            | 422 /email required
            {"email": "nobody"}                                           | 422 /email malformed
            {"email": "a@example.com", "roles": ["user", "none", "None"]} | 422 /roles/2 malformed
            {"email": "a@example.com", "roles": ["user", "none"]}         | 422 /roles/1 unknown-role
            {"email": "a@example.com", "roles": "admin"}                  | 400 /roles wrong-type
            {"email": "a@example.com", "locale": "?"}                     | 422 /locale malformed
            {"email": "a@example.com", "password": "chosen for you"}      | 400 /password unknown-member
            """)
    void refusesWhatIsNoInvitation(String body, String outcome) {
        assertThat(firstError(send(ApiRequest.post(USERS).json(body)))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            short                             | 422 /password too-short
            grace@example.com                 | 422 /password contains-address
            """)
    void refusesPasswordsThatTheyHadBetterNotHave(String password, String outcome) {
        send(ApiRequest.post(USERS).json(GRACE));

        assertThat(firstError(accept(server.mailed("invitation"), password))).isEqualTo(outcome);
    }

    private static String firstError(ApiAnswer answer) {
        return answer.status() + " " + answer.json().at("/errors/0/pointer").asText() + " "
                + answer.json().at("/errors/0/code").asText();
    }

    private ApiAnswer accept(String token, String password) {
        return server.post(ACCEPT, "{\"token\": \"" + token + "\", \"password\": \"" + password + "\"}");
    }

    private String administrator() {
        server.fakes().roles().grant(admin, BuiltInRoles.ADMIN);
        server.fakes().followRevocations();
        return server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    private ApiAnswer send(ApiRequest request) {
        return server.send(request.bearer(accessToken));
    }
}
