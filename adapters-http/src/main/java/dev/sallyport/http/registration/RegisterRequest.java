package dev.sallyport.http.registration;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.http.account.PasswordErrors;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code POST /auth/register} is asked with. */
record RegisterRequest(
        EmailAddress email,
        Password password,
        @Nullable DisplayName displayName,
        @Nullable LanguageTag locale,
        @Nullable BotChallengeAnswer botChallenge) {

    static RegisterRequest from(Fields fields, PasswordErrors passwordErrors) {
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        Field<Password> password = fields.required("password", Password::parse);
        Field<DisplayName> displayName = fields.nullable("displayName", DisplayName::parse);
        fields.check(password, chosen -> passwordErrors.of(chosen, new Chooser(email.orNull(), displayName.orNull())));
        Field<LanguageTag> locale = fields.nullable("locale", LanguageTag::parse);
        Field<BotChallengeAnswer> botChallenge = fields.optional("botChallenge", BotChallengeAnswer::parse);
        return fields.complete(() -> new RegisterRequest(
                email.get(), password.get(), displayName.orNull(), locale.orNull(), botChallenge.orNull()));
    }
}
