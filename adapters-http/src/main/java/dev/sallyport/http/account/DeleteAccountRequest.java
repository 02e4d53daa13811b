package dev.sallyport.http.account;

import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code DELETE /me} is asked with. */
record DeleteAccountRequest(Password password) {

    static DeleteAccountRequest from(Fields fields) {
        Field<Password> password = fields.required("password", Password::parse);
        return fields.complete(() -> new DeleteAccountRequest(password.get()));
    }
}
