package dev.sallyport.mail;

import dev.sallyport.domain.secret.Secret;

/** The password that the mail server wants from us. */
public final class SmtpPassword extends Secret {
    private SmtpPassword(String value) {
        super(value);
    }

    public static SmtpPassword of(String value) {
        return new SmtpPassword(value);
    }
}
