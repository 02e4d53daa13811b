package dev.sallyport.http.account;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code POST /auth/password/check} is asked with. */
record CheckPasswordRequest(Password password, @Nullable EmailAddress email) {

    static CheckPasswordRequest from(Fields fields) {
        Field<Password> password = fields.required("password", Password::parse);
        Field<EmailAddress> email = fields.nullable("email", EmailAddress::parse);
        return fields.complete(() -> new CheckPasswordRequest(password.get(), email.orNull()));
    }
}
