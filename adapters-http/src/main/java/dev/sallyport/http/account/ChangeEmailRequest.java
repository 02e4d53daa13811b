package dev.sallyport.http.account;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /me/email} is asked with. */
record ChangeEmailRequest(EmailAddress newEmail, Password password) {

    static ChangeEmailRequest from(Fields fields) {
        Field<EmailAddress> newEmail = fields.required("newEmail", EmailAddress::parse);
        Field<Password> password = fields.required("password", Password::parse);
        return fields.complete(() -> new ChangeEmailRequest(newEmail.get(), password.get()));
    }
}
