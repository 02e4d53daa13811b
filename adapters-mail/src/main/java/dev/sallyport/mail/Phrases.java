package dev.sallyport.mail;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;

/** The phrases of one language, or of English where that language has none. */
final class Phrases {
    private static final String BUNDLE = "dev.sallyport.mail.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Phrases(ResourceBundle bundle) {
        this.bundle = bundle;
        this.locale = Locale.forLanguageTag(bundle.getString("language"));
    }

    /** Those of the nearest language that there is; the language of this machine makes no difference. */
    static Phrases of(Locale wanted) {
        return new Phrases(ResourceBundle.getBundle(
                BUNDLE, wanted, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** The language's BCP 47 tag. */
    String language() {
        return locale.toLanguageTag();
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /** In the largest unit that it is whole in, or else in minutes, never more than it is. */
    String say(Duration duration) {
        if (duration.toMinutes() < 2 && duration.toSecondsPart() != 0) {
            return say("duration.seconds", duration.toSeconds());
        }
        return duration.toMinutesPart() == 0 && duration.toHours() > 0
                ? say("duration.hours", duration.toHours())
                : say("duration.minutes", duration.toMinutes());
    }
}
