package dev.sallyport.http.account;

import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /me/email/confirm} is asked with. */
record ConfirmEmailRequest(MailedCode code) {

    static ConfirmEmailRequest from(Fields fields) {
        Field<MailedCode> code = fields.required("code", MailedCode::parse);
        return fields.complete(() -> new ConfirmEmailRequest(code.get()));
    }
}
