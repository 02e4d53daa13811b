package dev.sallyport.domain.mail;

/** A mail's subject and its body as plain text and as HTML. They carry codes and links, so they are printed redacted. */
public record MailContent(String subject, String text, String html) {
    public MailContent {
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject is one line");
        }
    }

    @Override
    public String toString() {
        return "MailContent[redacted]";
    }
}
