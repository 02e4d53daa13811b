package dev.sallyport.http.secondfactor;

import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /me/totp/confirm} is asked with. */
record ConfirmTotpRequest(TotpCode code) {

    static ConfirmTotpRequest from(Fields fields) {
        Field<TotpCode> code = fields.required("code", TotpCode::parse);
        return fields.complete(() -> new ConfirmTotpRequest(code.get()));
    }
}
