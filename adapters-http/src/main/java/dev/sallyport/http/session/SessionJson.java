package dev.sallyport.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.Session;
import dev.sallyport.http.json.Json;

/** A session as the API shows it to its owner. */
public final class SessionJson {

    private SessionJson() {}

    /**
     * The session.
     *
     * @param current whether it is the one that the request was sent in
     */
    public static ObjectNode of(Session session, boolean current) {
        return Json.object()
                .put("id", session.id().toString())
                .put("device", Device.of(session.client()).name())
                .put("address", session.client().address().toString())
                .put("firstSeenAt", Json.time(session.openedAt()))
                .put("lastSeenAt", Json.time(session.rotatedAt()))
                .put("expiresAt", Json.time(session.expiresAt()))
                .put("current", current);
    }
}
