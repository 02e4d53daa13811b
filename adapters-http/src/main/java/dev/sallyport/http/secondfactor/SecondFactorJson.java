package dev.sallyport.http.secondfactor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.secondfactor.EnrolTotp;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.http.json.Json;
import java.util.Base64;
import java.util.List;

/** What people are shown once of their second factor, and never again. */
final class SecondFactorJson {

    private SecondFactorJson() {}

    /** For an authenticator app: to be typed, to be opened, and to be photographed. */
    static ObjectNode of(EnrolTotp.Result.Enrolled enrolled) {
        return Json.object()
                .put("secret", enrolled.seed().reveal())
                .put("otpauthUri", enrolled.uri().reveal())
                .put(
                        "qrCode",
                        "data:image/png;base64,"
                                + Base64.getEncoder()
                                        .encodeToString(enrolled.qrCode().toBytes()));
    }

    static ObjectNode of(List<RecoveryCode> recoveryCodes) {
        ObjectNode json = Json.object();
        var codes = json.putArray("recoveryCodes");
        recoveryCodes.stream().map(RecoveryCode::grouped).forEach(codes::add);
        return json;
    }
}
