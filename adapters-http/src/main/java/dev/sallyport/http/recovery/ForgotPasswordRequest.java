package dev.sallyport.http.recovery;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /auth/password/forgot} is asked with. */
record ForgotPasswordRequest(EmailAddress email) {

    static ForgotPasswordRequest from(Fields fields) {
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        return fields.complete(() -> new ForgotPasswordRequest(email.get()));
    }
}
