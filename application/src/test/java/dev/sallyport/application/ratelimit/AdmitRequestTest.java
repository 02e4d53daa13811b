package dev.sallyport.application.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmitRequestTest {
    private static final ClientAddress CLIENT = ClientAddress.of("2001:db8:1:2::7");

    private final FakeRateLimits rateLimits = new FakeRateLimits();
    private final AdmitRequest admitRequest = new AdmitRequest(rateLimits);

    @Test
    void chargesTheClientOnce() {
        AdmitRequest.Result result = admitRequest.handle(new AdmitRequest.Command(CLIENT));

        assertThat(result).isEqualTo(new AdmitRequest.Result.Admitted(Optional.empty()));
        assertThat(rateLimits.charged()).containsExactly(Charge.apiPerIp(CLIENT));
    }

    @Test
    void saysWhatIsLeft() {
        Budget left = new Budget(Limit.API_PER_IP, new Rate(600, Duration.ofMinutes(1)), 599, Duration.ofMillis(100));

        AdmitRequest.Result result = new AdmitRequest(new Counting(left)).handle(new AdmitRequest.Command(CLIENT));

        assertThat(result).isEqualTo(new AdmitRequest.Result.Admitted(Optional.of(left)));
    }

    @Test
    void admitsNobodyWhoseBudgetIsEmpty() {
        rateLimits.exhaust(Limit.API_PER_IP);

        assertThat(admitRequest.handle(new AdmitRequest.Command(CLIENT)))
                .isEqualTo(new AdmitRequest.Result.Limited(FakeRateLimits.empty(Limit.API_PER_IP)));
    }

    private record Counting(Budget left) implements RateLimits {
        @Override
        public Decision take(List<Charge> charges) {
            return new Decision.Allowed(List.of(left));
        }

        @Override
        public void giveBack(List<Charge> charges) {
            throw new AssertionError("a request that was sent was sent");
        }
    }
}
