package dev.sallyport.application.mail;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.DispatchMail.Result;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchMailTest {
    private static final Result NOTHING = new Result(0, List.of(), 0, 0);

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);

    @Test
    void deliversWhatWaitsOnce() {
        journey.register(ADA);

        assertThat(dispatch()).isEqualTo(new Result(1, List.of(), 0, 0));
        assertThat(dispatch()).isEqualTo(NOTHING);
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::to).containsExactly(ADA);
    }

    @Test
    void triesAgainAfterAWhile() {
        journey.register(ADA);
        fakes.mailTransport().answerWith(new Delivery.Postponed("smtp 451"));

        assertThat(dispatch()).isEqualTo(new Result(0, List.of("smtp 451"), 0, 0));
        assertThat(dispatch()).isEqualTo(NOTHING);
        fakes.mailTransport().answerWith(new Delivery.Delivered());
        fakes.clock().advance(Duration.ofSeconds(5));

        assertThat(dispatch()).isEqualTo(new Result(1, List.of(), 0, 0));
    }

    @Test
    void givesUpAtOnceWhatIsRefusedForGood() {
        journey.register(ADA);
        fakes.mailTransport().answerWith(new Delivery.Refused("smtp 550"));

        assertThat(dispatch()).isEqualTo(new Result(0, List.of(), 1, 0));
        fakes.clock().advance(Duration.ofMinutes(9));
        assertThat(dispatch()).isEqualTo(NOTHING);
    }

    @Test
    void givesUpWhatCouldNotBeDeliveredForADay() {
        Mailer mailer = new Mailer(
                fakes.ports().mailTemplates(),
                fakes.mailQueue(),
                new Recipients(fakes.ports().secretDigests()),
                fakes.ports().ids());
        mailer.enqueue(
                new MailMessage.AlreadyRegistered(ADA, ENGLISH),
                null,
                fakes.clock().instant());
        fakes.mailTransport().answerWith(new Delivery.Postponed("connect"));
        dispatch();
        fakes.clock().advance(Duration.ofHours(24));

        assertThat(dispatch()).isEqualTo(new Result(0, List.of(), 1, 0));
        assertThat(fakes.mailQueue().waiting()).isEmpty();
    }

    @Test
    void doesNotSendACodeThatHasExpiredMeanwhile() {
        journey.register(ADA);
        fakes.clock().advance(Duration.ofMinutes(10));

        assertThat(dispatch()).isEqualTo(NOTHING);
        assertThat(fakes.mailTransport().delivered()).isEmpty();
    }

    private Result dispatch() {
        return fakes.sallyport().dispatchMail().handle(new DispatchMail.Command(10, () -> true));
    }
}
