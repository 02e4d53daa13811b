package dev.sallyport.http.account;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH /me} is asked with, as a merge patch (RFC 7396): absent is left, null is removed. */
record ChangeProfileRequest(@Nullable Optional<DisplayName> displayName, @Nullable LanguageTag locale) {

    static ChangeProfileRequest from(Fields fields) {
        Field<DisplayName> displayName = fields.nullable("displayName", DisplayName::parse);
        Field<LanguageTag> locale = fields.optional("locale", LanguageTag::parse);
        return fields.complete(() -> new ChangeProfileRequest(displayName.change(), locale.orNull()));
    }
}
