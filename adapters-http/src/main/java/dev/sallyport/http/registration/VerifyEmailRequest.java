package dev.sallyport.http.registration;

import dev.sallyport.application.registration.VerifyEmail.Command;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;

/** What {@code POST /auth/verify-email} is asked with: a registration and its code, or a link's token and the password. */
final class VerifyEmailRequest {

    private VerifyEmailRequest() {}

    static Command from(Fields fields, Client client) {
        return fields.has("token") || fields.has("password") ? byLink(fields, client) : byCode(fields, client);
    }

    private static Command byLink(Fields fields, Client client) {
        Field<LinkToken> token = fields.required("token", LinkToken::parse);
        Field<Password> password = fields.required("password", Password::parse);
        return fields.complete(() -> new Command.ByLink(token.get(), password.get(), client));
    }

    private static Command byCode(Fields fields, Client client) {
        Field<RegistrationId> id = fields.required("registrationId", Parsers.id(RegistrationId::new));
        Field<MailedCode> code = fields.required("code", MailedCode::parse);
        return fields.complete(() -> new Command.ByCode(id.get(), code.get(), client));
    }
}
