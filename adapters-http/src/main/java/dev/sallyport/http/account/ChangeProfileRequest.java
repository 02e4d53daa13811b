package dev.sallyport.http.account;

import dev.sallyport.application.account.ChangeProfile.NameChange;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH /me} is asked with, as a merge patch (RFC 7396): absent is left, null is removed. */
record ChangeProfileRequest(
        NameChange displayName, @Nullable LanguageTag locale) {

    static ChangeProfileRequest from(Fields fields) {
        Field<DisplayName> displayName = fields.nullable("displayName", DisplayName::parse);
        Field<LanguageTag> locale = fields.optional("locale", LanguageTag::parse);
        return fields.complete(() -> new ChangeProfileRequest(change(displayName), locale.orNull()));
    }

    private static NameChange change(Field<DisplayName> field) {
        if (!field.isGiven()) {
            return new NameChange.Unchanged();
        }
        DisplayName wanted = field.orNull();
        return wanted == null ? new NameChange.Removed() : new NameChange.To(wanted);
    }
}
