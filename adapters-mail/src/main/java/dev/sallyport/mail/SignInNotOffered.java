package dev.sallyport.mail;

import jakarta.mail.AuthenticationFailedException;

/** We are to sign in, but the mail server offers no way to do so: without it, it would refuse our mails one by one. */
final class SignInNotOffered extends AuthenticationFailedException {
    private static final long serialVersionUID = 1L;

    SignInNotOffered() {
        super("the mail server offers no sign-in that we know");
    }
}
