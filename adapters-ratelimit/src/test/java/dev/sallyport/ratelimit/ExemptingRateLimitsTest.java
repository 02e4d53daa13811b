package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.RateLimitsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExemptingRateLimitsTest extends RateLimitsContract {
    private static final ClientAddress FRIEND = ClientAddress.of("192.0.2.1");
    private static final ClientAddress STRANGER = ClientAddress.of("203.0.113.7");
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");

    private final MutableClock clock = new MutableClock();
    private final FakeRateLimits counted = new FakeRateLimits();
    private final RateLimits limits = new ExemptingRateLimits(counted, FRIEND::equals);

    @Override
    protected RateLimits rateLimits(Map<Limit, Rate> rates) {
        return new ExemptingRateLimits(new LocalRateLimits(rates, clock, 100), FRIEND::equals);
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void countsNoRequestsOfThoseWhoAreExempt() {
        counted.exhaust(Limit.API_PER_IP);

        assertThat(limits.take(List.of(Charge.apiPerIp(FRIEND)))).isEqualTo(new RateLimits.Decision.Allowed(List.of()));
        assertThat(limits.take(List.of(Charge.apiPerIp(STRANGER)))).isInstanceOf(RateLimits.Decision.Limited.class);
    }

    @Test
    void countsEverythingElseOfTheirsToo() {
        List<Charge> guess = List.of(Charge.login(ADA, FRIEND), Charge.loginPerAccount(ADA));

        limits.take(List.of(Charge.apiPerIp(FRIEND), Charge.loginPerIp(FRIEND), guess.getFirst(), guess.getLast()));

        assertThat(counted.charged()).containsExactlyElementsOf(guess);
    }

    @Test
    void refusesThemWhereSomethingElseIsEmpty() {
        counted.exhaust(Limit.LOGIN_PER_ACCOUNT);

        assertThat(limits.take(List.of(Charge.apiPerIp(FRIEND), Charge.loginPerAccount(ADA))))
                .isInstanceOf(RateLimits.Decision.Limited.class);
    }

    @Test
    void givesBackWhatItCounted() {
        List<Charge> charges = List.of(Charge.loginPerIp(FRIEND), Charge.login(ADA, FRIEND));
        limits.take(charges);

        limits.giveBack(charges);

        assertThat(counted.charged()).isEmpty();
    }
}
