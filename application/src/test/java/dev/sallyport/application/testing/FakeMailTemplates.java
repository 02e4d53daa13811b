package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;

/** Words that are easy to read for a test: the code, a blank and the link's token. */
public final class FakeMailTemplates implements MailTemplates {
    @Override
    public MailContent word(MailMessage message) {
        String text = switch (message) {
            case MailMessage.VerifyAddress verify ->
                verify.code().reveal() + " " + verify.token().reveal();
            case MailMessage.NewDevice newDevice -> newDevice.device().name();
            case MailMessage.SessionStolen stolen -> stolen.device().name();
            case MailMessage.AlreadyRegistered already -> "already registered";
        };
        return new MailContent(message.kind(), text, "<p>" + text + "</p>");
    }
}
