package dev.sallyport.bootstrap.metrics;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused;
import dev.sallyport.domain.session.SessionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of use cases: whatever this instance wrote into the audit trail, by its type, and why somebody was refused. All of them are there from the start.
 */
final class EventMetrics implements Consumer<AuditEvent> {
    private static final String REASON = "reason";
    private static final UUID NOBODY = new UUID(0, 0);

    private final Map<String, Counter> events;
    private final Map<Refusal, Counter> refusals;

    private record Refusal(String event, String reason) {}

    EventMetrics(MeterRegistry registry) {
        this.events = AuditEvent.types().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        type -> Counter.builder("sallyport.events")
                                .description("What this instance wrote into the audit trail, by type")
                                .tag("event", type)
                                .register(registry)));
        this.refusals = everyRefusal()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        refusal -> Counter.builder("sallyport.refusals")
                                .description("Why somebody was refused")
                                .tag("event", refusal.event())
                                .tag(REASON, refusal.reason())
                                .register(registry)));
    }

    private static Stream<Refusal> everyRefusal() {
        Stream<AuditEvent> signIns =
                Arrays.stream(SignInRefused.Reason.values()).map(reason -> new SignInRefused(Optional.empty(), reason));
        Stream<AuditEvent> verifications = Arrays.stream(VerificationRefused.Reason.values())
                .map(reason -> new VerificationRefused(Optional.empty(), reason));
        Stream<AuditEvent> changes = Arrays.stream(EmailChangeRefused.Reason.values())
                .map(reason -> new EmailChangeRefused(new UserId(NOBODY), new SessionId(NOBODY), reason));
        return Stream.of(signIns, verifications, changes)
                .flatMap(Function.identity())
                .flatMap(EventMetrics::refusal);
    }

    private static Stream<Refusal> refusal(AuditEvent event) {
        return switch (event) {
            case SignInRefused refused -> Stream.of(named(refused));
            case VerificationRefused refused -> Stream.of(named(refused));
            case EmailChangeRefused refused -> Stream.of(named(refused));
            default -> Stream.empty();
        };
    }

    private static Refusal named(AuditEvent refused) {
        return new Refusal(
                refused.type(), Objects.requireNonNull(refused.details().get(REASON)));
    }

    @Override
    public void accept(AuditEvent event) {
        Objects.requireNonNull(events.get(event.type())).increment();
        refusal(event)
                .forEach(
                        refusal -> Objects.requireNonNull(refusals.get(refusal)).increment());
    }
}
