package dev.sallyport.bootstrap.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.RefreshCookies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the API and reads the mail. */
final class Guest {
    static final String PASSWORD = "correct horse battery staple";

    private final ApiClient api;
    private final Inbox inbox;
    private final Runnable postman;
    private final @Nullable String userAgent;

    /**
     * @param postman is called before the mail is looked at
     */
    Guest(ApiClient api, Inbox inbox, Runnable postman) {
        this(api, inbox, postman, null);
    }

    private Guest(ApiClient api, Inbox inbox, Runnable postman, @Nullable String userAgent) {
        this.api = api;
        this.inbox = inbox;
        this.postman = postman;
        this.userAgent = userAgent;
    }

    /** The same person with a client that calls itself so. */
    Guest with(String otherUserAgent) {
        return new Guest(api, inbox, postman, otherUserAgent);
    }

    /** A registration that waits for its proof, with the mail that has it. */
    record Pending(String id, String code, String token) {}

    /** A JSON object of texts: name, value, name, value … */
    static String json(String... members) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < members.length; i += 2) {
            object.put(members[i], members[i + 1]);
        }
        return object.toString();
    }

    ApiAnswer send(ApiRequest request) {
        return api.send(userAgent == null ? request : request.header("User-Agent", userAgent));
    }

    ApiAnswer post(String path, String... members) {
        return send(ApiRequest.post("/api/v1/auth/" + path).json(json(members)));
    }

    ApiAnswer register(String email, String password) {
        return post("register", "email", email, "password", password);
    }

    ApiAnswer resend(String registrationId) {
        return post("register/resend", "registrationId", registrationId);
    }

    ApiAnswer verifyByCode(String registrationId, String code) {
        return post("verify-email", "registrationId", registrationId, "code", code);
    }

    ApiAnswer verifyByLink(String token, String password) {
        return post("verify-email", "token", token, "password", password);
    }

    ApiAnswer login(String email, String password) {
        return post("login", "email", email, "password", password);
    }

    ApiAnswer refresh(String refreshToken) {
        return post("refresh", "refreshToken", refreshToken);
    }

    ApiAnswer logout(String refreshToken) {
        return post("logout", "refreshToken", refreshToken);
    }

    ApiAnswer logoutByBearer(String accessToken) {
        return send(ApiRequest.post("/api/v1/auth/logout").bearer(accessToken));
    }

    /** A page signs in. */
    ApiAnswer loginForCookie(String email, String password) {
        return send(RefreshCookies.fromOwnPage(ApiRequest.post("/api/v1/auth/login"))
                .header("X-Token-Delivery", "cookie")
                .json(json("email", email, "password", password)));
    }

    ApiAnswer refreshByCookie(String refreshToken) {
        return send(RefreshCookies.post("/api/v1/auth/refresh", refreshToken));
    }

    ApiAnswer logoutByCookie(String refreshToken) {
        return send(RefreshCookies.post("/api/v1/auth/logout", refreshToken));
    }

    ApiAnswer me(String accessToken) {
        return send(ApiRequest.get("/api/v1/me").bearer(accessToken));
    }

    ApiAnswer sessions(String accessToken) {
        return send(ApiRequest.get("/api/v1/me/sessions").bearer(accessToken));
    }

    ApiAnswer endSession(String accessToken, String sessionId) {
        return send(ApiRequest.of("DELETE", "/api/v1/me/sessions/" + sessionId).bearer(accessToken));
    }

    ApiAnswer endOtherSessions(String accessToken) {
        return send(ApiRequest.of("DELETE", "/api/v1/me/sessions").bearer(accessToken));
    }

    ApiAnswer changeMe(String accessToken, String json) {
        return send(ApiRequest.patch("/api/v1/me").bearer(accessToken).json(json));
    }

    ApiAnswer forgot(String email) {
        return post("password/forgot", "email", email);
    }

    ApiAnswer reset(String token, String newPassword) {
        return post("password/reset", "token", token, "newPassword", newPassword);
    }

    ApiAnswer changePassword(String accessToken, String current, String chosen) {
        return postAs(accessToken, "password", "currentPassword", current, "newPassword", chosen);
    }

    ApiAnswer changeEmail(String accessToken, String newEmail, String password) {
        return postAs(accessToken, "email", "newEmail", newEmail, "password", password);
    }

    ApiAnswer confirmEmail(String accessToken, String code) {
        return postAs(accessToken, "email/confirm", "code", code);
    }

    ApiAnswer undoEmail(String token) {
        return post("email/undo", "token", token);
    }

    ApiAnswer deleteMe(String accessToken, String password) {
        return send(ApiRequest.of("DELETE", "/api/v1/me").bearer(accessToken).json(json("password", password)));
    }

    ApiAnswer keepAccount(String token) {
        return post("account/keep", "token", token);
    }

    ApiAnswer secondFactor(String challenge, String factor, String code) {
        return post("login/second-factor", "challenge", challenge, "factor", factor, "code", code);
    }

    /** Proves the password, and is asked for a second factor: what the answer has to come with. */
    String challenge(String email) {
        return login(email, PASSWORD).text("challenge");
    }

    ApiAnswer stepUp(String accessToken, String... evidence) {
        return send(ApiRequest.post("/api/v1/auth/step-up").bearer(accessToken).json(json(evidence)));
    }

    ApiAnswer enrolTotp(String accessToken, String... evidence) {
        return postAs(accessToken, "totp", evidence);
    }

    ApiAnswer confirmTotp(String accessToken, String code) {
        return postAs(accessToken, "totp/confirm", "code", code);
    }

    ApiAnswer removeTotp(String accessToken, String... evidence) {
        return send(
                ApiRequest.of("DELETE", "/api/v1/me/totp").bearer(accessToken).json(json(evidence)));
    }

    ApiAnswer renewRecoveryCodes(String accessToken, String... evidence) {
        return postAs(accessToken, "recovery-codes", evidence);
    }

    ApiAnswer resetSecondFactor(String accessToken, String userId) {
        return send(ApiRequest.of("DELETE", "/api/v1/admin/users/" + userId + "/second-factor")
                .bearer(accessToken));
    }

    ApiAnswer export(String accessToken) {
        return send(ApiRequest.get("/api/v1/me/export").bearer(accessToken));
    }

    private ApiAnswer postAs(String accessToken, String path, String... members) {
        return send(ApiRequest.post("/api/v1/me/" + path).bearer(accessToken).json(json(members)));
    }

    /** The newest mail of that kind to the address, once there are so many of them. */
    Mail mail(String email, String kind, int count) {
        postman.run();
        return inbox.await(email, kind, count).getLast();
    }

    /** The only mail of that kind to the address, once it is there. */
    Mail mail(String email, String kind) {
        return mail(email, kind, 1);
    }

    /** Says that the password is lost, and follows the link in the mail: its token. */
    String resetToken(String email) {
        int before = inbox.to(email, "reset-password").size();
        forgot(email);
        return Inbox.token(mail(email, "reset-password", before + 1));
    }

    /** Asks for another address, and reads the mail there: the code. */
    String emailCode(String accessToken, String newEmail) {
        int before = inbox.to(newEmail, "confirm-new-address").size();
        changeEmail(accessToken, newEmail, PASSWORD);
        return Inbox.code(mail(newEmail, "confirm-new-address", before + 1));
    }

    /** The address's mails, the oldest first, once there are so many. */
    List<Mail> mails(String email, int count) {
        postman.run();
        return inbox.await(email, count);
    }

    /** Registers and reads the mail, the first that this address gets. */
    Pending pending(String email) {
        return pending(email, PASSWORD);
    }

    Pending pending(String email, String password) {
        String id = register(email, password).text("registrationId");
        Mail mail = mails(email, 1).getFirst();
        return new Pending(id, Inbox.code(mail), Inbox.token(mail));
    }

    /** Registers and proves the address: the answer has the tokens. */
    ApiAnswer signUp(String email) {
        return signUp(email, PASSWORD);
    }

    ApiAnswer signUp(String email, String password) {
        Pending pending = pending(email, password);
        return verifyByCode(pending.id(), pending.code());
    }
}
