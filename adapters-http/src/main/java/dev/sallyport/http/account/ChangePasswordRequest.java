package dev.sallyport.http.account;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /me/password} is asked with. */
record ChangePasswordRequest(Password currentPassword, Password newPassword) {

    static ChangePasswordRequest from(Fields fields, PasswordErrors passwordErrors) {
        Field<Password> currentPassword = fields.required("currentPassword", Password::parse);
        Field<Password> newPassword = fields.required("newPassword", Password::parse);
        fields.check(newPassword, chosen -> passwordErrors.of(chosen, Chooser.unknown()));
        return fields.complete(() -> new ChangePasswordRequest(currentPassword.get(), newPassword.get()));
    }
}
