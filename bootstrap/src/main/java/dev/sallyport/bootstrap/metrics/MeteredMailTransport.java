package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A transport whose deliveries are timed, by how they went. */
final class MeteredMailTransport implements MailTransport {
    private final MailTransport transport;
    private final Timer delivered;
    private final Timer postponed;
    private final Timer refused;
    private final Timer failed;

    MeteredMailTransport(MeterRegistry registry, MailTransport transport) {
        this.transport = transport;
        this.delivered = deliveries(registry, "delivered");
        this.postponed = deliveries(registry, "postponed");
        this.refused = deliveries(registry, "refused");
        this.failed = deliveries(registry, "failed");
    }

    private static Timer deliveries(MeterRegistry registry, String outcome) {
        return Timer.builder("sallyport.mail.delivery.duration")
                .description("Tries to deliver a mail, and how long they took")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60))
                .register(registry);
    }

    @Override
    public Delivery deliver(Mail mail) {
        long begun = System.nanoTime();
        Timer outcome = failed;
        try {
            Delivery delivery = transport.deliver(mail);
            outcome = switch (delivery) {
                case Delivery.Delivered() -> delivered;
                case Delivery.Postponed(var reason) -> postponed;
                case Delivery.Refused(var reason) -> refused;
            };
            return delivery;
        } finally {
            outcome.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public String destination() {
        return transport.destination();
    }
}
