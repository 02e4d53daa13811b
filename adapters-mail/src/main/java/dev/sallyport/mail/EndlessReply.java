package dev.sallyport.mail;

import java.io.IOException;

/** The mail server says more than any mail server has to say. */
final class EndlessReply extends IOException {
    private static final long serialVersionUID = 1L;

    EndlessReply() {
        super("the mail server does not stop talking");
    }
}
