package dev.sallyport.mail;

import com.ibm.icu.util.ULocale;
import dev.sallyport.domain.account.LanguageTag;
import java.util.Map;

/**
 * Phrases as one file says them, and the rules by which they are filled in.
 *
 * @param phrases not parsed yet, by name
 */
record Wording(LanguageTag language, Map<String, String> phrases) {
    Wording {
        phrases = Map.copyOf(phrases);
    }

    /** Codes are shown in 0 to 9, so numbers and dates are too, and days are those of the calendar that all know. */
    ULocale locale() {
        return new ULocale.Builder()
                .setLanguageTag(language.value())
                .setUnicodeLocaleKeyword("nu", "latn")
                .setUnicodeLocaleKeyword("ca", "gregory")
                .build();
    }
}
