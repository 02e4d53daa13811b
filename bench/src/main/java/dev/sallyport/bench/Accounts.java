package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accounts that were made for one load test. */
final class Accounts {
    static final String PASSWORD = "correct horse battery staple";
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{8}\\b");
    private static final int MOST_LOOKS_INTO_THE_INBOX = 200;

    private final List<Account> all;

    private Accounts(List<Account> all) {
        this.all = List.copyOf(all);
    }

    /** Registers and verifies so many accounts. */
    static Accounts signUp(ApiClient api, int count) throws InterruptedException {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String email = UUID.randomUUID() + "@bench.example.com";
            var registered = api.post("/api/v1/auth/register", Map.of("email", email, "password", PASSWORD));
            var verified = api.post(
                    "/api/v1/auth/verify-email",
                    Map.of(
                            "registrationId",
                            registered.body().path("registrationId").asText(),
                            "code",
                            mailedCode(api, email)));
            if (verified.status() != 200) {
                throw new IllegalStateException("an account could not be verified: " + verified.body());
            }
            accounts.add(new Account(api, email, PASSWORD, verified.body()));
        }
        return new Accounts(accounts);
    }

    private static String mailedCode(ApiClient api, String email) throws InterruptedException {
        for (int i = 0; i < MOST_LOOKS_INTO_THE_INBOX; i++) {
            for (JsonNode mail : api.get("/dev/mail").body()) {
                Matcher code = CODE.matcher(mail.path("subject").asText());
                if (mail.path("to").asText().equals(email) && code.find()) {
                    return code.group();
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no mail came for an account");
    }

    List<Account> all() {
        return all;
    }

    /** What one of so many clients uses: every so-manieth, or one that others use too if there are more clients than accounts. */
    List<Account> share(int client, int clients) {
        List<Account> share = new ArrayList<>();
        for (int i = client % all.size(); i < all.size(); i += clients) {
            share.add(all.get(i));
        }
        return share;
    }
}
