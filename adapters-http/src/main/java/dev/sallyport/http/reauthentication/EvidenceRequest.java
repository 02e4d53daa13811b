package dev.sallyport.http.reauthentication;

import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.http.json.Fields;

/** What is asked with nothing but a proof of who asks. */
public record EvidenceRequest(Evidence evidence) {

    public static EvidenceRequest from(Fields fields) {
        EvidenceFields given = EvidenceFields.of(fields);
        return fields.complete(() -> new EvidenceRequest(given.evidence()));
    }
}
