package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the owner of an address may know, nobody else can find out: neither by the answer nor by what it cost. */
@DisplayName("Whether an address has an account: ASVS 6.3.8")
final class EnumerationTest {
    private static final String TAKEN = "taken@example.com";
    private static final String FORGETFUL = "forgetful@example.com";
    private static final String SUSPENDED = "suspended@example.com";
    private static final String FREE = "free1@example.com";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final CountingHasher HASHER = new CountingHasher();
    private static RoundTripCounter counter;
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        counter = RoundTripCounter.before(postgres.settings());
        system = SteeredSystem.on(counter.settings(), HASHER);
        guest = system.guest();
        tables = new Tables(postgres.settings());
        guest.signUp(TAKEN);
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
        counter.close();
    }

    /** Everything about an answer except for values that are different every time. */
    private record Trace(
            int status, Map<String, List<String>> headers, List<String> shape, int roundTrips, int hashes) {}

    @Test
    void registeringATakenAndAFreeAddressLooksAndCostsTheSame() {
        AtomicReference<String> taken = new AtomicReference<>();
        AtomicReference<String> free = new AtomicReference<>();

        Trace first = trace(() -> remembered(guest.register(TAKEN, Guest.PASSWORD), taken));
        Trace second = trace(() -> remembered(guest.register(FREE, Guest.PASSWORD), free));

        assertThat(first.status()).isEqualTo(202);
        assertThat(second).isEqualTo(first);
        assertThat(first.hashes()).isEqualTo(1);

        // And so it goes on: the id of the one is as good as that of the other.
        assertThat(trace(() -> guest.verifyByCode(taken.get(), "00000000")))
                .isEqualTo(trace(() -> guest.verifyByCode(free.get(), "00000000")));
        assertThat(trace(() -> guest.resend(taken.get()))).isEqualTo(trace(() -> guest.resend(free.get())));
        assertThat(guest.mails(TAKEN, 3)).hasSize(3).last().extracting("kind").isEqualTo("already-registered");
        assertThat(guest.mails(FREE, 2)).hasSize(2).last().extracting("kind").isEqualTo("verify-address");
    }

    // An unknown id is not told from a known one either, but may be cheaper: ids are 62 random bits, not addresses.
    @Test
    void resendingForAnUnknownRegistrationLooksTheSame() {
        String id = guest.register("free2@example.com", Guest.PASSWORD).text("registrationId");

        assertThat(trace(() -> guest.resend("0190a000-0000-7000-8000-000000000000"))
                        .headers())
                .isEqualTo(trace(() -> guest.resend(id)).headers());
    }

    @Test
    void signingInWithAnUnknownAddressLooksAndCostsTheSameAsWithAWrongPassword() {
        assertThat(trace(() -> guest.login("other@example.com", "wrong password altogether")))
                .isEqualTo(trace(() -> guest.login(TAKEN, "wrong password altogether")));
    }

    @Test
    void askingForALinkLooksAndCostsTheSameWhoeverAsks() {
        guest.signUp(FORGETFUL);
        guest.signUp(SUSPENDED);
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + SUSPENDED + "'");

        Trace known = trace(() -> guest.forgot(FORGETFUL));

        assertThat(known.status()).isEqualTo(202);
        assertThat(known.hashes()).isZero();
        assertThat(trace(() -> guest.forgot("other@example.com"))).isEqualTo(known);
        assertThat(trace(() -> guest.forgot(SUSPENDED))).isEqualTo(known);
        guest.mail(FORGETFUL, "reset-password");
        assertThat(system.inbox().to("other@example.com")).isEmpty();
        assertThat(system.inbox().to(SUSPENDED, "reset-password")).isEmpty();
        // Nor is it written down whom it was asked for in vain.
        assertThat(tables.count("recovery_requests")).isZero();
        assertThat(tables.count("audit_events WHERE type LIKE 'password.reset%' AND user_id IS NULL"))
                .isZero();
    }

    @Test
    void aSuspendedAccountIsRefusedAtTheCostOfAWrongPassword() {
        guest.signUp("suspended-too@example.com");
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = 'suspended-too@example.com'");

        assertThat(trace(() -> guest.login("suspended-too@example.com", Guest.PASSWORD)))
                .isEqualTo(trace(() -> guest.login(TAKEN, "wrong password altogether")));
    }

    @Test
    void aPasswordIsRefusedAlikeWhoeverOwnsTheAddress() {
        assertThat(trace(() -> guest.register(TAKEN, "short")))
                .isEqualTo(trace(() -> guest.register("free3@example.com", "short")));
    }

    private static ApiAnswer remembered(ApiAnswer answer, AtomicReference<String> id) {
        id.set(answer.text("registrationId"));
        return answer;
    }

    private static Trace trace(Supplier<ApiAnswer> request) {
        AtomicReference<ApiAnswer> sent = new AtomicReference<>();
        AtomicReference<Integer> hashes = new AtomicReference<>(0);
        int roundTrips = counter.during(() -> hashes.set(HASHER.during(() -> sent.set(request.get()))));
        ApiAnswer answer = sent.get();
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("X-Request-Id") || name.equalsIgnoreCase("Date"));
        return new Trace(
                answer.status(),
                headers,
                answer.body().isEmpty() ? List.of() : shape("", answer.json(), new ArrayList<>()),
                roundTrips,
                hashes.get());
    }

    /** Names and types in order, and the values of what is not an id. */
    private static List<String> shape(String path, JsonNode node, List<String> shape) {
        node.properties().forEach(member -> {
            String name = path + "/" + member.getKey();
            boolean isId = name.endsWith("Id");
            JsonNodeType type = member.getValue().getNodeType();
            shape.add(name + " " + type + (isId || member.getValue().isContainerNode() ? "" : " " + member.getValue()));
            shape(name, member.getValue(), shape);
        });
        return shape;
    }
}
