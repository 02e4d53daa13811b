package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.SessionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventMetricsTest {
    private static final UserId ADA = new UserId(UUID.randomUUID());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventMetrics metrics = new EventMetrics(registry);

    private double events(String event) {
        return registry.get("sallyport.events").tag("event", event).counter().count();
    }

    private double refusals(String event, String reason) {
        return registry.get("sallyport.refusals")
                .tags("event", event, "reason", reason)
                .counter()
                .count();
    }

    @Test
    void hasEveryTypeFromTheStart() {
        assertThat(AuditEvent.types())
                .allSatisfy(type -> assertThat(events(type)).isZero());
        assertThat(refusals("sign-in.refused", "wrong-password")).isZero();
        assertThat(refusals("registration.verification-refused", "expired")).isZero();
        assertThat(refusals("email.change-refused", "address-taken")).isZero();
    }

    @Test
    void countsWhatHappenedByType() {
        metrics.accept(new AuditEvent.SignedIn(ADA, new SessionId(UUID.randomUUID())));

        assertThat(events("sign-in.succeeded")).isEqualTo(1);
        assertThat(events("sign-in.refused")).isZero();
    }

    @Test
    void countsWhySomebodyWasRefused() {
        metrics.accept(new AuditEvent.SignInRefused(Optional.of(ADA), AuditEvent.SignInRefused.Reason.SUSPENDED));

        assertThat(events("sign-in.refused")).isEqualTo(1);
        assertThat(refusals("sign-in.refused", "suspended")).isEqualTo(1);
        assertThat(refusals("sign-in.refused", "wrong-password")).isZero();
    }

    @Test
    void saysNothingOfWhomItHappenedTo() {
        metrics.accept(new AuditEvent.SignInRefused(Optional.of(ADA), AuditEvent.SignInRefused.Reason.SUSPENDED));

        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains(ADA.toString()));
    }
}
