package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was delivered, and fails when told to. */
public final class FakeMailTransport implements MailTransport {
    private final List<Mail> delivered = new CopyOnWriteArrayList<>();
    private volatile Delivery answer = new Delivery.Delivered();

    @Override
    public Delivery deliver(Mail mail) {
        if (answer instanceof Delivery.Delivered) {
            delivered.add(mail);
        }
        return answer;
    }

    /** How every delivery goes from now on. */
    public void answerWith(Delivery answer) {
        this.answer = answer;
    }

    public List<Mail> delivered() {
        return List.copyOf(delivered);
    }
}
