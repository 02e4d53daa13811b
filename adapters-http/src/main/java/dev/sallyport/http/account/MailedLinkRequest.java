package dev.sallyport.http.account;

import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What is asked with a mailed link alone: {@code POST /auth/email/undo} and {@code POST /auth/account/keep}. */
record MailedLinkRequest(LinkToken token) {

    static MailedLinkRequest from(Fields fields) {
        Field<LinkToken> token = fields.required("token", LinkToken::parse);
        return fields.complete(() -> new MailedLinkRequest(token.get()));
    }
}
