package dev.sallyport.http.registration;

import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;

/** What {@code POST /auth/register/resend} is asked with. */
record ResendRequest(RegistrationId registrationId) {

    static ResendRequest from(Fields fields) {
        Field<RegistrationId> id = fields.required("registrationId", Parsers.id(RegistrationId::new));
        return fields.complete(() -> new ResendRequest(id.get()));
    }
}
