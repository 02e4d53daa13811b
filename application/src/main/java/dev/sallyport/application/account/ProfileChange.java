package dev.sallyport.application.account;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of how somebody is called and which language they read.
 *
 * @param locale the new language; null to leave it
 */
public record ProfileChange(
        NameChange displayName, @Nullable LanguageTag locale) {
    /** What is to become of the display name. */
    public sealed interface NameChange {
        record Unchanged() implements NameChange {}

        record Removed() implements NameChange {}

        record To(DisplayName displayName) implements NameChange {}
    }

    /** The user after it. */
    public User of(User user) {
        DisplayName name = switch (displayName) {
            case NameChange.Unchanged() -> user.displayName();
            case NameChange.Removed() -> null;
            case NameChange.To(var wanted) -> wanted;
        };
        return user.withProfile(name, locale == null ? user.locale() : locale);
    }
}
