package dev.sallyport.http.account;

import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.reauthentication.EvidenceFields;

/** What {@code POST /me/password} is asked with. */
record ChangePasswordRequest(Evidence evidence, Password newPassword) {

    static ChangePasswordRequest from(Fields fields, PasswordErrors passwordErrors) {
        EvidenceFields given = EvidenceFields.of(fields, "currentPassword");
        Field<Password> newPassword = fields.required("newPassword", Password::parse);
        fields.check(newPassword, chosen -> passwordErrors.of(chosen, Chooser.unknown()));
        return fields.complete(() -> new ChangePasswordRequest(given.evidence(), newPassword.get()));
    }
}
