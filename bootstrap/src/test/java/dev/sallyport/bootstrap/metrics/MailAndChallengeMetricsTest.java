package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.session.Client;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What others do for us: deliver mail, and judge answers to challenges. */
class MailAndChallengeMetricsTest {
    private static final BotChallengeAnswer ANSWER = new BotChallengeAnswer("answer");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private long deliveries(String outcome) {
        return registry.get("sallyport.mail.delivery.duration")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private double answers(String outcome) {
        return registry.get("sallyport.bot.challenge.answers")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void timesDeliveriesByHowTheyWent() {
        FakeMailTransport transport = new FakeMailTransport();
        MailTransport measured = new MeteredMailTransport(registry, transport);

        measured.deliver(Samples.mail("one"));
        transport.answerWith(new Delivery.Postponed("smtp 421"));
        measured.deliver(Samples.mail("two"));
        transport.answerWith(new Delivery.Refused("smtp 550"));
        Delivery last = measured.deliver(Samples.mail("three"));

        assertThat(last).isEqualTo(new Delivery.Refused("smtp 550"));
        assertThat(deliveries("delivered")).isEqualTo(1);
        assertThat(deliveries("postponed")).isEqualTo(1);
        assertThat(deliveries("refused")).isEqualTo(1);
        assertThat(deliveries("failed")).isZero();
    }

    @Test
    void timesADeliveryThatFailsByABug() {
        MailTransport broken = new MeteredMailTransport(registry, mail -> {
            throw new IllegalStateException("on purpose");
        });

        assertThatThrownBy(() -> broken.deliver(Samples.mail("one"))).hasMessage("on purpose");

        assertThat(deliveries("failed")).isEqualTo(1);
    }

    private record Judge(Examination judgement) implements ChallengeVerifier {
        @Override
        public Optional<BotChallenge> challenge() {
            return Optional.empty();
        }

        @Override
        public Examination examine(BotChallengeAnswer answer) {
            return judgement;
        }
    }

    private ChallengeVerifier.Examination examined(ChallengeVerifier.Examination judgement) {
        return new MeteredChallengeVerifier(registry, new Judge(judgement)).examine(ANSWER);
    }

    @Test
    void countsAnswersThatAreRightAndWrong() {
        examined(new ChallengeVerifier.Examination.Passed("key"));
        examined(new ChallengeVerifier.Examination.Failed());
        examined(new ChallengeVerifier.Examination.Failed());

        assertThat(answers("passed")).isEqualTo(1);
        assertThat(answers("failed")).isEqualTo(2);
        assertThat(answers("unknown")).isZero();
    }

    @Test
    void countsWhatSomebodyElseHasToTell() {
        ChallengeVerifier.Inquiry away = client -> {
            throw new ServiceUnavailable("provider", Duration.ofSeconds(2), null);
        };

        assertThat(confirmed(client -> true)).isTrue();
        assertThat(confirmed(client -> false)).isFalse();
        assertThatThrownBy(() -> confirmed(away)).isInstanceOf(ServiceUnavailable.class);

        assertThat(answers("passed")).isEqualTo(1);
        assertThat(answers("failed")).isEqualTo(1);
        assertThat(answers("unknown")).isEqualTo(1);
    }

    private boolean confirmed(ChallengeVerifier.Inquiry inquiry) {
        var undecided = (ChallengeVerifier.Examination.Undecided)
                examined(new ChallengeVerifier.Examination.Undecided("key", inquiry));
        return undecided.inquiry().confirms(Client.local().address());
    }
}
