package dev.sallyport.http.signin;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import java.util.Optional;

/** What {@code POST /auth/step-up} is asked with. */
record StepUpRequest(Password password, Optional<FactorAnswer> answer) {

    static StepUpRequest from(Fields fields) {
        Field<Password> password = fields.required("password", Password::parse);
        Field<FactorAnswer> code = fields.optional("code", FactorAnswer::parse);
        return fields.complete(() -> new StepUpRequest(password.get(), Optional.ofNullable(code.orNull())));
    }
}
