package dev.sallyport.devtools;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Whose mails somebody wants to see.
 *
 * @param address an address, or a part of one; empty for everybody
 * @param whole whether it is a whole address
 */
record Recipients(String address, boolean whole) implements Predicate<DevInbox.Received> {
    static final Recipients EVERYBODY = new Recipients("", false);

    static Recipients only(EmailAddress address) {
        return new Recipients(address.value(), true);
    }

    /** Those whom a person means who types this: an address once it is one, before that all that have this in them. */
    static Recipients typed(String text) {
        String typed = text.strip();
        return switch (EmailAddress.parse(typed)) {
            case Parsed.Valid<EmailAddress>(var address) -> only(address);
            case Parsed.Invalid<EmailAddress> incomplete -> new Recipients(typed.toLowerCase(Locale.ROOT), false);
        };
    }

    @Override
    public boolean test(DevInbox.Received received) {
        String to = received.mail().to().value();
        return whole ? to.equals(address) : to.contains(address);
    }
}
