package dev.sallyport.mail;

/** How far a conversation with the mail server came (RFC 5321 §3), in this order. */
public enum SmtpStep {
    /** Its name, a connection to it and, with {@link SmtpSecurity#TLS}, that connection's encryption. */
    CONNECTION,
    /** The server says who it is. */
    GREETING,
    /** We say who we are ({@code EHLO}), and the server what it can do. */
    HELLO,
    /** {@code STARTTLS} and the encryption that follows. */
    STARTTLS,
    /** {@code AUTH}. */
    SIGN_IN,
    /** {@code MAIL FROM}. */
    SENDER,
    /** {@code RCPT TO}. */
    RECIPIENT,
    /** {@code DATA} and the mail itself, without its last line. */
    DATA,
    /** The final dot and the server's answer to it. From here on, the mail may have been taken, whatever goes wrong. */
    FINAL_DOT;

    /** The step that a command belongs to; for commands of no step, the one before. */
    SmtpStep after(String command) {
        String verb = command.split(" ", 2)[0];
        return switch (verb) {
            case "EHLO", "HELO" -> HELLO;
            case "STARTTLS" -> STARTTLS;
            case "AUTH" -> SIGN_IN;
            case "MAIL" -> SENDER;
            case "RCPT" -> RECIPIENT;
            case "DATA" -> DATA;
            case "." -> FINAL_DOT;
            default -> this;
        };
    }
}
