package dev.sallyport.http.signin;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /auth/login} is asked with. */
record SignInRequest(EmailAddress email, Password password) {

    static SignInRequest from(Fields fields) {
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        Field<Password> password = fields.required("password", Password::parse);
        return fields.complete(() -> new SignInRequest(email.get(), password.get()));
    }
}
