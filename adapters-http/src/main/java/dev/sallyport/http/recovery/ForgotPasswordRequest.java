package dev.sallyport.http.recovery;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code POST /auth/password/forgot} is asked with. */
record ForgotPasswordRequest(EmailAddress email, @Nullable BotChallengeAnswer botChallenge) {

    static ForgotPasswordRequest from(Fields fields) {
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        Field<BotChallengeAnswer> botChallenge = fields.optional("botChallenge", BotChallengeAnswer::parse);
        return fields.complete(() -> new ForgotPasswordRequest(email.get(), botChallenge.orNull()));
    }
}
