package dev.sallyport.http.recovery;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.http.account.PasswordErrors;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /auth/password/reset} is asked with. */
record ResetPasswordRequest(LinkToken token, Password newPassword) {

    static ResetPasswordRequest from(Fields fields, PasswordErrors passwordErrors) {
        Field<LinkToken> token = fields.required("token", LinkToken::parse);
        Field<Password> newPassword = fields.required("newPassword", Password::parse);
        fields.check(newPassword, chosen -> passwordErrors.of(chosen, Chooser.unknown()));
        return fields.complete(() -> new ResetPasswordRequest(token.get(), newPassword.get()));
    }
}
