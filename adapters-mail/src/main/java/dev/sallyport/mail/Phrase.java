package dev.sallyport.mail;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.util.Map;

/** One phrase, parsed. Several threads may use it: ICU's own messages are for one at a time. */
final class Phrase {
    private final MessageFormat message;

    /**
     * @throws IllegalArgumentException if it is no ICU message
     */
    Phrase(String pattern, ULocale locale) {
        this.message = new MessageFormat(pattern, locale);
    }

    /** Filled in. It takes microseconds, so it is hardly ever waited for. */
    String with(Map<String, Object> arguments) {
        synchronized (message) {
            return message.format(arguments);
        }
    }
}
