package dev.sallyport.http.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.http.json.Json;
import java.util.TreeMap;

/** What happened, as JSON. */
public final class AuditEventJson {

    private AuditEventJson() {}

    /** For the user whom it concerns, who need not be named. */
    public static ObjectNode ofOwn(RecordedEvent event) {
        ObjectNode json = Json.object()
                .put("id", event.id().toString())
                .put("occurredAt", Json.time(event.occurredAt()))
                .put("type", event.type());
        ObjectNode details = json.putObject("details");
        new TreeMap<>(event.details()).forEach(details::put);
        return json.put("clientAddress", event.clientAddress()).put("userAgent", event.userAgent());
    }

    /** For an administrator. */
    static ObjectNode of(RecordedEvent event) {
        return ofOwn(event)
                .put("userId", event.user() == null ? null : event.user().toString());
    }
}
