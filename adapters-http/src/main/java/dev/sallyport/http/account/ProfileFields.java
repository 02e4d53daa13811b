package dev.sallyport.http.account;

import dev.sallyport.application.account.ProfileChange;
import dev.sallyport.application.account.ProfileChange.NameChange;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What the profile of an account is changed by, as members of a merge patch (RFC 7396): absent is left, null is removed. */
public record ProfileFields(Field<DisplayName> displayName, Field<LanguageTag> locale) {

    public static ProfileFields of(Fields body) {
        return new ProfileFields(
                body.nullable("displayName", DisplayName::parse), body.optional("locale", LanguageTag::parse));
    }

    /** What they say. Ask it inside {@link Fields#complete}. */
    public ProfileChange change() {
        return new ProfileChange(nameChange(), locale.orNull());
    }

    private NameChange nameChange() {
        if (!displayName.isGiven()) {
            return new NameChange.Unchanged();
        }
        DisplayName wanted = displayName.orNull();
        return wanted == null ? new NameChange.Removed() : new NameChange.To(wanted);
    }
}
