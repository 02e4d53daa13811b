package dev.sallyport.http.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sallyport.application.account.ExportPersonalData.PersonalData;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.UsedDevice;
import dev.sallyport.http.audit.AuditEventJson;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.json.JsonStream;
import dev.sallyport.http.session.SessionJson;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;

/**
 * All personal data of somebody, as they get it.
 *
 * @param current the session in which they ask for it
 */
record ExportJson(PersonalData data, SessionId current) {

    /** Item by item, since nobody knows how much there is. */
    void writeTo(JsonStream export) throws IOException {
        export.member("exportedAt", Json.time(data.exportedAt()));
        export.member("user", UserJson.of(data.user()));
        export.member(
                "requestedEmail",
                data.requestedEmail()
                        .<JsonNode>map(email -> TextNode.valueOf(email.value()))
                        .orElse(NullNode.instance));
        ArrayNode formerEmails = JsonNodeFactory.instance.arrayNode();
        data.formerEmails().forEach(email -> formerEmails.add(email.value()));
        export.member("formerEmails", formerEmails);
        export.array(
                "sessions",
                each(
                        data.sessions(),
                        session -> SessionJson.of(session, session.id().equals(current))));
        export.array("devices", each(data.devices(), ExportJson::device));
        export.array("activity", each(data.activity(), AuditEventJson::ofOwn));
    }

    private static ObjectNode device(UsedDevice device) {
        return Json.object()
                .put("name", device.name())
                .put("provider", device.provider())
                .put("firstUsedAt", Json.time(device.firstUsedAt()))
                .put("lastUsedAt", Json.time(device.lastUsedAt()));
    }

    private static <T> Iterator<ObjectNode> each(Iterable<T> items, Function<T, ObjectNode> json) {
        Iterator<T> iterator = items.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public ObjectNode next() {
                return json.apply(iterator.next());
            }
        };
    }
}
