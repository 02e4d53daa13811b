package dev.sallyport.http.account;

import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.reauthentication.EvidenceFields;

/** What {@code POST /me/email} is asked with. */
record ChangeEmailRequest(EmailAddress newEmail, Evidence evidence) {

    static ChangeEmailRequest from(Fields fields) {
        Field<EmailAddress> newEmail = fields.required("newEmail", EmailAddress::parse);
        EvidenceFields given = EvidenceFields.of(fields);
        return fields.complete(() -> new ChangeEmailRequest(newEmail.get(), given.evidence()));
    }
}
