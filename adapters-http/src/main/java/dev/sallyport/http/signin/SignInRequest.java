package dev.sallyport.http.signin;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code POST /auth/login} is asked with. */
record SignInRequest(
        EmailAddress email, Password password, @Nullable BotChallengeAnswer botChallenge) {

    static SignInRequest from(Fields fields) {
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        Field<Password> password = fields.required("password", Password::parse);
        Field<BotChallengeAnswer> botChallenge = fields.optional("botChallenge", BotChallengeAnswer::parse);
        return fields.complete(() -> new SignInRequest(email.get(), password.get(), botChallenge.orNull()));
    }
}
